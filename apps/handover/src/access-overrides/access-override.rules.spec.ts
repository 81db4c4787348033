import type { GateAnswer } from '@dotation/contracts';
import { at } from '../../test/standings.ts';
import { grantOverride, isLifted, liftAccess, requestOverride, type InForce } from './access-override.rules.js';

const forWaybill: InForce = { waybillId: 'W1', allocationLineIds: [], validFrom: at(5), validTo: at(10) };
const forAllocation: InForce = { ...forWaybill, waybillId: null, allocationLineIds: ['a1', 'a2'] };
const onW1 = { waybillId: 'W1', allocationLineId: 'a1' };
const onW2 = { waybillId: 'W2', allocationLineId: 'a2' };

describe('CR-66 overridden by two persons, for one consignment and a time', () => {
  const request = { id: 'o', requestedBy: 'manager', validFrom: null, validTo: at(10) };

  it('CR-66 is requested for one document and 90 days at most', () => {
    expect(() => requestOverride({ waybillId: 'W1' }, at(10), at(5))).not.toThrow();
    expect(() => requestOverride({ waybillId: 'W1', allocationId: 'A' }, at(10), at(5))).toThrow('one-document');
    expect(() => requestOverride({}, at(10), at(5))).toThrow('override-of-one-document');
    expect(() => requestOverride({ waybillId: 'W1' }, at(5), at(5))).toThrow('override-too-long');
    expect(() => requestOverride({ waybillId: 'W1' }, at(5 + 91), at(5))).toThrow('override-too-long');
  });

  it('CR-66 is granted by another person, once, before it ends', () => {
    expect(() => grantOverride(request, 'chief', at(6))).not.toThrow();
    expect(() => grantOverride(request, 'manager', at(6))).toThrow('override-by-two');
    expect(() => grantOverride({ ...request, validFrom: at(6) }, 'chief', at(7))).toThrow('override-granted');
    expect(() => grantOverride(request, 'chief', at(10))).toThrow('override-too-long');
  });

  it.each([
    ['its waybill', [onW1], [forWaybill], at(6), true],
    ['another waybill', [onW2], [forWaybill], at(6), false],
    ['every line of its allocation, whatever the waybill', [onW1, onW2], [forAllocation], at(6), true],
    ['only some of the goods', [onW1, onW2], [forWaybill], at(6), false],
    ['two documents, one override each', [onW1, onW2], [forWaybill, { ...forWaybill, waybillId: 'W2' }], at(6), true],
    ['a time before it', [onW1], [forWaybill], at(4), false],
    ['a time after it', [onW1], [forWaybill], at(11), false],
    ['nothing', [], [forWaybill], at(6), false],
  ])('CR-66 of %s', (_, goods, overrides, moment, lifted) => {
    expect(isLifted(goods, overrides, moment)).toBe(lifted);
  });

  const gate: GateAnswer = {
    ...{ unitKnown: true, open: false, vettingIds: [], dueDiligenceIds: [], headPersonId: null, placeId: null },
    ...{ signerKnown: true, authority: 'HEAD', access: 'CONTROLLED_BY_ARMED_GROUP' },
    failures: [at(4), at(6)].map((time) => ({ gate: 'ACCESS', at: time.toISOString(), detail: 'Rubaya.' })),
  };

  it('CR-66 lifts each clock by itself: what was signed before it was granted still waits', () => {
    expect(liftAccess(gate, [onW1], [forWaybill]).failures).toMatchObject([{ at: at(4).toISOString() }]);
    expect(liftAccess(gate, [onW1], [{ ...forWaybill, validFrom: at(3) }])).toMatchObject({ open: true, failures: [] });
  });

  it('CR-66 lifts no other gate, and no place that nobody knows', () => {
    const vetting = { gate: 'VETTING' as const, at: at(6).toISOString(), detail: 'Expired.' };
    const early = [{ ...forWaybill, validFrom: at(3) }];
    const both = liftAccess({ ...gate, failures: [...gate.failures, vetting] }, [onW1], early);
    expect(both).toMatchObject({ open: false, failures: [vetting] });
    expect(liftAccess({ ...gate, access: 'UNKNOWN' }, [onW1], early).open).toBe(false);
  });
});
