import { approvalsAsked, confirmMatrix, matrixProblems, type AuthorityRow } from './authorization.rules.js';

const row = (upToMinor: number, more: Partial<AuthorityRow> = {}): AuthorityRow => ({
  ...{ awardId: null, role: 'APPROVER', personId: null, upToMinor, currency: 'USD', approvers: 1, ...more },
});
const order = (amountMinor: number, more: object = {}) => ({
  amountMinor,
  currency: 'USD',
  awardIds: ['inl'],
  ...more,
});
const chief = { personId: 'ingrid', roles: ['APPROVER'] };
const manager = { personId: 'pascal', roles: ['BUDGET_HOLDER'] };

describe('CR-01: the limit of who approves reaches the amount on that day', () => {
  it('CR-01 reaches up to the amount itself and no cent further', () => {
    expect(approvalsAsked([row(1_000)], chief, order(1_000))).toBe(1);
    expect(approvalsAsked([row(1_000)], chief, order(1_001))).toBeUndefined();
    expect(approvalsAsked([row(1_000)], manager, order(1))).toBeUndefined();
  });

  it('CR-01 of an award with rows of its own these alone count', () => {
    const rows = [row(1_000_000), row(500, { awardId: 'inl' })];
    expect(approvalsAsked(rows, chief, order(501))).toBeUndefined();
    expect(approvalsAsked(rows, chief, order(501, { awardIds: ['jpn'] }))).toBe(1);
    expect(approvalsAsked(rows, chief, order(501, { awardIds: ['jpn', 'inl'] }))).toBeUndefined();
  });

  it('CR-01 a row of a person is his alone, and of no currency but its own', () => {
    const rows = [row(900, { role: null, personId: 'pascal' })];
    expect(approvalsAsked(rows, manager, order(900))).toBe(1);
    expect(approvalsAsked(rows, chief, order(900))).toBeUndefined();
    expect(approvalsAsked(rows, manager, order(900, { currency: 'CDF' }))).toBeUndefined();
  });

  it('CR-01 the row nearest above the amount says how many approve', () => {
    const rows = [row(1_000), row(50_000, { approvers: 2 })];
    expect(approvalsAsked(rows, chief, order(1_000))).toBe(1);
    expect(approvalsAsked(rows, chief, order(1_001))).toBe(2);
    const ofAward = [...rows, row(1_000, { awardId: 'jpn', approvers: 3 })];
    expect(approvalsAsked(ofAward, chief, order(900, { awardIds: ['inl', 'jpn'] }))).toBe(3);
  });

  it('an order that no award pays is approved by nobody', () => {
    expect(approvalsAsked([row(1_000)], chief, order(1, { awardIds: [] }))).toBeUndefined();
  });
});

describe('AM-30: two persons set the matrix', () => {
  const now = new Date('2026-11-02T10:00:00Z');
  const proposal = { validFrom: null, proposedBy: 'ana', proposedAt: now, confirmedBy: null };

  it('AM-30 refuses who proposed it, who is in it, what is confirmed, what begins in the past, and what is forgotten', () => {
    const of =
      (change: object, by = 'bob', named: string[] = []) =>
      () =>
        confirmMatrix({ ...proposal, ...change }, by, named, now);
    expect(of({}, 'ana')).toThrow('matrix-same-person');
    expect(of({}, 'bob', ['bob'])).toThrow('matrix-own-limit');
    expect(of({}, 'bob', ['ana'])).toThrow('matrix-own-limit');
    expect(of({ confirmedBy: 'cid' })).toThrow('matrix-confirmed');
    expect(of({ validFrom: new Date('2026-11-02T09:59:59Z') })).toThrow('matrix-in-the-past');
    expect(of({ proposedAt: new Date('2026-10-02T09:59:59Z') })).toThrow('matrix-lapsed');
  });

  it('holds from its confirmation on, or from the day it names', () => {
    const later = new Date('2027-01-01T00:00:00Z');
    expect(confirmMatrix(proposal, 'bob', [], now)).toEqual(now);
    expect(confirmMatrix({ ...proposal, validFrom: later }, 'bob', [], now)).toEqual(later);
  });

  it('names row and field of what is wrong with a row', () => {
    const rows = [row(1), row(1), row(2, { personId: 'ana' }), row(3, { awardId: 'jpn' })];
    expect(matrixProblems(rows, new Set(['inl'])).map((one) => [one.row, one.field, one.code])).toEqual([
      [2, 'upToMinor', 'authority-repeated'],
      [3, 'role', 'authority-of-nobody'],
      [4, 'awardId', 'award-unknown'],
    ]);
  });
});
