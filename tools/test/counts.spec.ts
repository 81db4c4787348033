import { closingLine, counted, overrun, total } from './counts.rules.ts';

describe('the end of a test run', () => {
  it('adds the stages up and closes with one line', () => {
    const sum = total([counted([true, true, false]), { passed: 40, failed: 0, skipped: 1 }]);
    expect(closingLine(sum)).toBe('42 passed, 1 failed, 1 skipped');
    expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  });

  it('names the stage that took longer than its budget, and only then', () => {
    expect(overrun('rules', 2 * 60_000, 2)).toBeUndefined();
    expect(overrun('rules', 3 * 60_000, 2)).toBe('Stage "rules" took 3.0 min, more than its 2 min.');
  });
});
