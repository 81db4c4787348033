import { errorsFrom } from '@dotation/service';

/** Every refusal of this service. */
export const assetsError = errorsFrom({
  'device-not-found': { kind: 'not-found', title: 'Device not found' },
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
  'code-empty': { kind: 'invalid', title: 'The code has no letter and no digit' },
});
