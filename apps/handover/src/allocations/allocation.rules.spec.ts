import { approvableBy, cancelLines, proposeAllocation } from './allocation.rules.js';
import type { Allocation, AllocationLine } from './allocation.rules.js';

const proposed: Allocation = { id: 'a', status: 'PROPOSED', proposedBy: 'amina', approvalKey: null };
const aLine = (deviceId: string, given: Partial<AllocationLine> = {}): AllocationLine => ({
  lineId: `line of ${deviceId}`,
  deviceId,
  state: 'RESERVED',
  onWaybill: null,
  ...given,
});

describe('an allocation', () => {
  it('names every device once', () => {
    expect(() => proposeAllocation({ deviceIds: ['d1', 'd2', 'd1'] }, new Date())).toThrow(
      'Row 3: This device is already on row 1.',
    );
  });

  it('T06 is approved by another person', () => {
    expect(() => approvableBy(proposed, 'brigitte', 'k')).not.toThrow();
    expect(() => approvableBy(proposed, 'amina', 'k')).toThrow('approver-is-proposer');
  });

  it.each(['APPROVED', 'CANCELLED', 'RESERVING'] as const)('is not approved again when %s', (status) => {
    expect(() => approvableBy({ ...proposed, status, approvalKey: 'first' }, 'brigitte', 'second')).toThrow(
      'allocation-not-proposed',
    );
  });

  it('is finished by the approval that began to reserve', () => {
    expect(() => approvableBy({ ...proposed, status: 'RESERVING', approvalKey: 'k' }, 'brigitte', 'k')).not.toThrow();
  });
});

describe('cancelling', () => {
  const approved: Allocation = { ...proposed, status: 'APPROVED' };

  it('takes all lines that still can be', () => {
    const lines = [aLine('d1'), aLine('d2', { state: 'ENDED' }), aLine('d3', { state: 'CANCELLED' })];
    expect(cancelLines(approved, lines, undefined).map(({ deviceId }) => deviceId)).toEqual(['d1']);
  });

  it('refuses a line on an open waybill and names the waybill', () => {
    expect(() => cancelLines(approved, [aLine('d1'), aLine('d2', { onWaybill: 'WB-2026-000007' })], undefined)).toThrow(
      'Row 2: The device is on waybill WB-2026-000007.',
    );
  });

  it('refuses a device of another allocation', () => {
    expect(() => cancelLines(approved, [aLine('d1')], ['d9'])).toThrow('The device is not on this allocation.');
  });

  it('refuses when nothing is left', () => {
    expect(() => cancelLines(approved, [aLine('d1', { state: 'ENDED' })], undefined)).toThrow('No line is left');
    expect(() => cancelLines({ ...proposed, status: 'CANCELLED' }, [aLine('d1')], undefined)).toThrow('is cancelled');
  });
});
