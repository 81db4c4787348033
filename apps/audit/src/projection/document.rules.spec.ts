import { statusOf } from './document.rules.js';

it.each([
  ['HANDOVER', ['SIGNED'], 'PROVISIONAL'],
  ['HANDOVER', ['SIGNED', 'COUNTERSIGNED'], 'FINAL'],
  ['HANDOVER', ['PENDING_VETTING'], 'PENDING'],
  ['HANDOVER', ['PENDING_VETTING', 'COUNTERSIGNED'], 'PENDING'],
  ['HANDOVER', ['PENDING_VETTING', 'COUNTERSIGNED', 'COMPLETED'], 'FINAL'],
  ['WAYBILL', ['APPROVED', 'DISPATCHED', 'LINES_TRANSFERRED'], 'DISPATCHED'],
  ['WAYBILL', ['APPROVED', 'DISPATCHED', 'CLOSED', 'ARRIVED'], 'CLOSED'],
  ['ALLOCATION', ['PROPOSED', 'APPROVED', 'LINES_CANCELLED'], 'CANCELLED_IN_PART_OR_WHOLE'],
  ['RECEIPT', ['RECEIVED', 'LINKED_TO_ORDER'], 'RECEIVED'],
])('a %s with the marks %j is %s', (kind, marks, status) => {
  expect(statusOf(kind, marks)).toBe(status);
});
