import { moveOf, needs, STATES } from './states.ts';
import { rowsOf } from './table.ts';

const rows = rowsOf(
  '| POST /handover/waybills/{id}/dispatch | DISPATCHER STOREKEEPER FIELD_OFFICER | unit | T08 |',
  'a table',
);
const dispatch = '| POST /handover/waybills/{id}/dispatch | waybill | RELEASED DRAFT | DISPATCHER STOREKEEPER | T08 |';

describe('the table of states', () => {
  it('asks for one subject per state, and one for each role that takes it', () => {
    const counts = needs([moveOf(dispatch, rows)], false);
    expect(counts.get('waybill RELEASED')).toBe(2);
    expect(counts.get('waybill DRAFT')).toBe(1);
    expect(counts.get('waybill CLOSED')).toBe(1);
    expect(counts.size).toBe(Object.values(STATES).flat().length);
    expect(needs([moveOf(dispatch, rows)], true).get('waybill DRAFT')).toBe(2);
  });

  it.each([
    ['a state nothing is in', dispatch.replace('DRAFT', 'GONE'), 'GONE'],
    ['a role that may not', dispatch.replace('STOREKEEPER', 'AUDITOR'), 'AUDITOR may not'],
    ['an operation that is in no table', dispatch.replace('/dispatch', '/recall'), 'no table'],
    ['a paper that there is not', dispatch.replace('| waybill |', '| letter |'), 'letter'],
  ])('is refused when it names %s', (_, line, said) => {
    expect(() => moveOf(line, rows)).toThrow(said);
  });
});
