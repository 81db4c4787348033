import { errorsFrom } from '@dotation/service';

/** Every refusal of this service. Codes without a request of their own stand on the rows of a refusal. */
export const handoverError = errorsFrom({
  'allocation-not-found': { kind: 'not-found', title: 'Allocation not found' },
  'waybill-not-found': { kind: 'not-found', title: 'Waybill not found' },
  'arrival-not-found': { kind: 'not-found', title: 'Arrival not found' },
  'handover-not-found': { kind: 'not-found', title: 'Handover (PV) not found' },
  'rectification-not-found': { kind: 'not-found', title: 'Rectifying PV not found' },
  'deed-not-found': { kind: 'not-found', title: 'Deed not found' },
  'exception-not-found': { kind: 'not-found', title: 'Exception not found' },

  'document-id-taken': {
    kind: 'conflict',
    title: 'Another document already has this id',
    constraint: 'document_pk',
  },
  'rows-not-valid': { kind: 'invalid', title: 'Some rows are not valid' },
  'nothing-said': { kind: 'invalid', title: 'The request says nothing' },

  'allocation-not-proposed': { kind: 'conflict', title: 'The allocation does not wait for an approval' },
  'approver-is-proposer': { kind: 'conflict', title: 'Another person must approve' },
  'gate-closed': { kind: 'conflict', title: 'A gate is closed' },
  'reference-not-known': { kind: 'invalid', title: 'Some ids are not known' },
  'planned-in-the-past': { kind: 'invalid', title: 'The planned handover lies in the past' },
  'unit-unknown': { kind: 'invalid', title: 'The organisation unit is not known' },
  'devices-not-reservable': { kind: 'conflict', title: 'Some devices cannot be reserved' },
  'device-reserved-elsewhere': {
    kind: 'conflict',
    title: 'A device is reserved for another allocation',
    constraint: 'allocation_line_reserved',
  },
  'lines-not-cancellable': { kind: 'conflict', title: 'Some lines can no longer be cancelled' },

  'lines-not-loadable': { kind: 'conflict', title: 'Some devices cannot be put on this waybill' },
  'device-on-open-waybill': {
    kind: 'conflict',
    title: 'A device is already on an open waybill',
    constraint: 'waybill_line_open',
  },
  'device-on-other-draft': {
    kind: 'conflict',
    title: 'A device is already on another waybill that waits to leave',
    constraint: 'waybill_line_planned',
  },
  'return-to-foreign-unit': { kind: 'conflict', title: 'A return goes to an own store or office' },
  'waybill-not-draft': { kind: 'conflict', title: 'The waybill is not a draft' },
  'waybill-not-released': { kind: 'conflict', title: 'The waybill does not wait to leave' },
  'waybill-not-dispatched': { kind: 'conflict', title: 'The waybill has not left' },
  'storekeeper-approves-release': { kind: 'conflict', title: 'The store-keeper cannot approve the release' },
  'place-out-of-reach': { kind: 'conflict', title: 'The place is controlled by an armed group' },
  'role-not-for-purpose': { kind: 'forbidden', title: 'This role does not do this kind of document' },
  'previous-driver-signature-required': { kind: 'invalid', title: 'Both drivers sign a change of carrier' },
  'nothing-missing': { kind: 'conflict', title: 'No line of this waybill is missing' },

  'return-has-no-arrival': { kind: 'conflict', title: 'The return PV of the store is the arrival' },
  'driver-signature-required': { kind: 'invalid', title: 'The driver signs the arrival' },

  'receiver-sent-the-goods': { kind: 'conflict', title: 'Who sent the goods cannot sign for them' },
  'giver-signs-as-receiver': { kind: 'conflict', title: 'The giver cannot sign for the receiver' },
  'witness-and-sheet-required': { kind: 'invalid', title: 'A witness and a photo of the signed sheet are required' },
  'not-the-receivers-phone': { kind: 'invalid', title: 'The phone is the giver’s' },
  'sms-not-yet': { kind: 'invalid', title: 'Acknowledging by SMS is not possible yet' },
  'signs-for-the-driver': { kind: 'conflict', title: 'Another party cannot sign for the driver' },
  'countersigner-not-the-officer': { kind: 'conflict', title: 'The officer counter-signs himself' },
  'witness-is-a-party': { kind: 'conflict', title: 'A party cannot be the witness' },
  'place-required': { kind: 'invalid', title: 'The place of signing is missing' },
  'too-many-unknown-codes': { kind: 'invalid', title: 'Too many codes belong to no line' },
  'consignment-changed': { kind: 'unavailable', title: 'The consignment changed meanwhile' },
  'handover-not-provisional': { kind: 'conflict', title: 'The PV does not wait for a counter-signature' },
  'countersigner-is-receiver': { kind: 'conflict', title: 'The receiver cannot counter-sign' },
  'handover-not-pending': { kind: 'conflict', title: 'The PV is not pending' },
  'handover-pending': { kind: 'conflict', title: 'The PV is pending' },
  'still-pending': { kind: 'conflict', title: 'Some lines are still pending' },

  'lines-not-rectifiable': { kind: 'conflict', title: 'Some lines cannot be rectified like this' },
  'parties-must-sign': { kind: 'invalid', title: 'Both parties of the PV, or their superiors, must sign' },

  'annex-hash-differs': { kind: 'conflict', title: 'The annex is not the list that was hashed' },
  'deed-not-yet-effective': { kind: 'invalid', title: 'The deed takes effect in the future' },
  'deed-signatures-required': { kind: 'invalid', title: 'A deed has the signatures of two persons' },
  'lines-not-donable': { kind: 'conflict', title: 'Some devices cannot be on this deed' },
  'device-already-donated': {
    kind: 'conflict',
    title: 'A device is already on an effective deed',
    constraint: 'deed_line_effective',
  },
});
