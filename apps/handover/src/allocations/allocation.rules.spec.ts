import { approvableBy, cancellableLots, cancelLines, proposeAllocation } from './allocation.rules.js';
import type { Allocation, AllocationLine, AskedLot, Proposal } from './allocation.rules.js';

const proposed: Allocation = {
  id: 'a',
  status: 'PROPOSED',
  proposedBy: 'amina',
  approvalKey: null,
  inTransit: false,
};
const aLine = (deviceId: string, given: Partial<AllocationLine> = {}): AllocationLine => ({
  lineId: `line of ${deviceId}`,
  deviceId,
  state: 'RESERVED',
  onWaybill: null,
  ...given,
});

const aLot = (quantity: number): AskedLot => ({ lotId: 'l1', quantity });
const aProposal = (said: Partial<Proposal>): Proposal => ({ deviceIds: [], lots: [], inTransit: false, ...said });

describe('an allocation', () => {
  it('names every device once', () => {
    expect(() => proposeAllocation(aProposal({ deviceIds: ['d1', 'd2', 'd1'] }), new Date())).toThrow(
      'Row 3: This device is already on row 1.',
    );
  });

  it.each([
    ['a lot twice', { lots: [aLot(1), aLot(2)] }, 'already on row 1'],
    ['none of a lot', { lots: [aLot(0)] }, 'At least one.'],
    ['of a lot what is on the road', { lots: [aLot(1)], inTransit: true }, 'from stock only'],
    ['nothing at all', {}, 'nothing-said'],
  ])('AM-9 never names %s', (_, said, detail) => {
    expect(() => proposeAllocation(aProposal(said), new Date())).toThrow(detail);
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

  it('AM-9 takes of lots what no waybill has taken, and nothing while the register is asked or where devices are named', () => {
    const held = { lineId: 'x', allocationId: 'a', orgUnitId: 'u', lotId: 'l1', reserved: true };
    const lot = { ...held, quantity: 50, cancelled: 5, onWaybills: 20 };
    expect(cancellableLots(approved, undefined, [lot])).toMatchObject([{ quantity: 25 }]);
    expect(cancellableLots(approved, ['d1'], [lot])).toEqual([]);
    expect(cancellableLots(approved, undefined, [{ ...lot, onWaybills: 45 }])).toEqual([]);
    expect(() => cancellableLots({ ...approved, status: 'RESERVING' }, undefined, [lot])).toThrow('being reserved');
  });

  it('takes all lines that still can be', () => {
    const lines = [aLine('d1'), aLine('d2', { state: 'ENDED' }), aLine('d3', { state: 'CANCELLED' })];
    expect(cancelLines(approved, lines, undefined).map(({ deviceId }) => deviceId)).toEqual(['d1']);
  });

  it('refuses a line on an open waybill and names the waybill', () => {
    expect(() => cancelLines(approved, [aLine('d1'), aLine('d2', { onWaybill: 'WB-2026-000007' })], undefined)).toThrow(
      'Row 2: The device is on waybill WB-2026-000007.',
    );
  });

  it('CR-67 waits while a reservation moves on the road, because nothing can go back to stock from there', () => {
    const reserving: Allocation = { ...approved, status: 'RESERVING', inTransit: true };
    expect(() => cancelLines(reserving, [aLine('d1', { state: 'PROPOSED' })], undefined)).toThrow('moving on the road');
    expect(() =>
      cancelLines({ ...reserving, inTransit: false }, [aLine('d1', { state: 'PROPOSED' })], undefined),
    ).not.toThrow();
  });

  it('refuses a device of another allocation', () => {
    expect(() => cancelLines(approved, [aLine('d1')], ['d9'])).toThrow('The device is not on this allocation.');
  });

  it('refuses when nothing is left', () => {
    expect(() => cancelLines(approved, [aLine('d1', { state: 'ENDED' })], undefined)).toThrow('No line is left');
    expect(() => cancelLines({ ...proposed, status: 'CANCELLED' }, [aLine('d1')], undefined)).toThrow('is cancelled');
  });
});
