import { errorsFrom } from '@dotation/service';

/** Every refusal of this service. */
export const assetsError = errorsFrom({
  'device-not-found': { kind: 'not-found', title: 'Device not found' },
  'plate-not-disputed': { kind: 'conflict', title: 'The plate is not in dispute' },
  'plate-decided-by-receiver': { kind: 'conflict', title: 'A second person decides about the plate' },
  'plate-decided': { kind: 'conflict', title: 'Somebody has decided already', constraint: 'plate_decision_once' },
  'labels-need-public-host': { kind: 'conflict', title: 'Labels need an address that people find from elsewhere' },
  'labels-none': { kind: 'invalid', title: 'There is no such label' },
  'labels-too-many': { kind: 'invalid', title: 'Too many labels at once' },
  'roll-not-found': { kind: 'not-found', title: 'Roll of tags not found' },
  'office-not-known': { kind: 'invalid', title: 'The office is not known' },
  'kit-not-found': { kind: 'not-found', title: 'Kit not found' },
  'lot-not-found': { kind: 'not-found', title: 'Lot not found' },
  'incident-not-found': { kind: 'not-found', title: 'Incident not found' },
  'tagging-not-found': { kind: 'not-found', title: 'Tagging not found' },
  'tagging-exists': { kind: 'conflict', title: 'A tagging with this id is already recorded', constraint: 'tagging_pk' },
  'tagging-empty': { kind: 'invalid', title: 'Say which devices to tag: lines, or a receipt with all' },
  'tagging-refused': { kind: 'invalid', title: 'Some lines cannot be tagged; nothing was written' },
  'nothing-to-tag': { kind: 'conflict', title: 'Every device of the receipt that is registered so far has a tag' },
  'receipt-not-known': { kind: 'not-found', title: 'No device of this receipt is registered' },
  'tag-series-exhausted': { kind: 'conflict', title: 'The series of tags has no free numbers left' },
  'tag-taken': {
    kind: 'conflict',
    title: 'A tag was bound by somebody else meanwhile',
    constraint: 'device_identifier_tag',
  },
  'void-not-found': { kind: 'not-found', title: 'Void note not found' },
  'void-exists': {
    kind: 'conflict',
    title: 'A void note with this id is already recorded',
    constraint: 'void_note_pk',
  },
  'void-open': {
    kind: 'conflict',
    title: 'Somebody proposed to void this device, and it is not decided yet',
    constraint: 'void_note_one_open',
  },
  'void-same-person': {
    kind: 'forbidden',
    title: 'Who proposed it never decides it',
    constraint: 'void_note_two_persons',
  },
  'void-decided': { kind: 'conflict', title: 'The void note was decided' },
  'device-not-voidable': { kind: 'conflict', title: 'The device is past where a record can be voided' },
  'kept-device-wrong': { kind: 'invalid', title: 'The record that stays is another one' },
  'code-empty': { kind: 'invalid', title: 'The code has no letter and no digit' },
});
