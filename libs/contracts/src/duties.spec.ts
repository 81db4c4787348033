import { areIncompatible, conflictsOf, conflictsOfRoles, DUTIES, waivableRuleOf, type Duty } from './duties.js';

// The table of domain §13.1 once more, drawn as the rule book draws it: x = never for the same device.
const table = `
                  Rq Ap By Rc In Py St Rl Ho Ac Ct Iv Wo Sa
REQUEST           .  x  x  .  .  x  .  x  .  .  .  .  x  x
APPROVE           x  .  x  x  x  x  x  .  .  x  .  .  .  x
BUY               x  x  .  x  x  x  x  .  .  .  .  x  x  x
RECEIVE           .  x  x  .  x  x  .  x  .  .  x  x  x  x
INSPECT           .  x  x  x  .  x  x  .  .  .  .  .  .  x
PAY               x  x  x  x  x  .  x  .  .  .  .  .  .  x
STORE             .  x  x  .  x  x  .  x  .  x  x  x  x  x
RELEASE_APPROVE   x  .  .  x  .  .  x  .  .  x  .  .  .  x
HAND_OVER         .  .  .  .  .  .  .  .  .  x  x  x  .  x
ACCEPT            .  x  .  .  .  .  x  x  x  .  x  x  .  x
COUNT             .  .  .  x  .  .  x  .  x  x  .  .  .  x
INVESTIGATE       .  .  x  x  .  .  x  .  x  x  .  .  x  x
WRITE_OFF_APPROVE x  .  x  x  .  .  x  .  .  .  .  x  .  x
SYS_ADMIN         x  x  x  x  x  x  x  x  x  x  x  x  x  .`;

const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([duty, ...marks]) =>
  marks.map((mark, column) => ({ one: duty as Duty, other: DUTIES[column] as Duty, never: mark === 'x' })),
);

it('names the duties of the table in its order', () => {
  expect(rows.map(([duty]) => duty)).toEqual([...DUTIES]);
  expect(cells).toHaveLength(DUTIES.length ** 2);
});

it.each(cells)('§13.1: $one and $other of one device by one person: never = $never', ({ one, other, never }) => {
  expect(areIncompatible(one, other)).toBe(never);
  expect(conflictsOf(one).includes(other)).toBe(never);
});

it('AM-3 lets off the approval of a release and receive × inspect, and nothing else', () => {
  const waivable = cells
    .filter(({ never, one, other }) => never && DUTIES.indexOf(one) < DUTIES.indexOf(other))
    .flatMap(({ one, other }) => {
      const rule = waivableRuleOf(one, other);
      return rule ? [`${one} × ${other}: ${rule}`] : [];
    });
  expect(waivable).toEqual([
    'RECEIVE × INSPECT: RECEIVE_INSPECT',
    'RECEIVE × RELEASE_APPROVE: CR-19',
    'INSPECT × STORE: RECEIVE_INSPECT',
    'STORE × RELEASE_APPROVE: CR-19',
  ]);
});

describe('CR-65 finds roles that do not go together', () => {
  it.each([
    ['STOREKEEPER', 'RECEPTION_COMMITTEE', ['RECEIVE × INSPECT', 'STORE × INSPECT']],
    ['PROCUREMENT', 'APPROVER', ['BUY × APPROVE', 'BUY × WRITE_OFF_APPROVE']],
    ['FIELD_OFFICER', 'UNIT_HEAD', ['HAND_OVER × ACCEPT']],
    ['SYS_ADMIN', 'REQUESTER', ['SYS_ADMIN × REQUEST']],
    ['DISPATCHER', 'FIELD_OFFICER', []],
    ['UNIT_HEAD', 'UNIT_CUSTODIAN', []],
    ['AUDITOR', 'STOREKEEPER', []],
  ] as const)('%s and %s', (one, other, pairs) => {
    expect(conflictsOfRoles(one, other).map((pair) => pair.join(' × '))).toEqual(pairs);
    expect(conflictsOfRoles(other, one)).toHaveLength(pairs.length);
  });
});
