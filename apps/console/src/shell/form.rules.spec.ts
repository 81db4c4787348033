import { at, changed, majorOf, minorOf, said } from './form.rules.js';

describe('what a form writes', () => {
  it('changes one field and leaves the rest, also in lists', () => {
    const before = { lines: [{ quantity: 1 }, { quantity: 2 }], reason: 'x' };
    const after = changed(before, 'lines[1].quantity', 5);
    expect(after).toEqual({ lines: [{ quantity: 1 }, { quantity: 5 }], reason: 'x' });
    expect(before.lines[1]).toEqual({ quantity: 2 });
    expect(at(after, 'lines[1].quantity')).toBe(5);
    expect(at(after, 'nothing[3].here')).toBeUndefined();
    expect(changed({}, 'telephone.calledAt', 'now')).toEqual({ telephone: { calledAt: 'now' } });
  });

  it('says nothing of a blank', () => {
    expect(changed({ reason: 'x', note: 'y' }, 'note', '')).toEqual({ reason: 'x' });
    expect(changed({ place: 'x' }, 'place', null)).toEqual({});
  });

  it('finds a refusal by the path of its field, or by its row and name', () => {
    expect(said({ row: 2, field: 'lines[1].quantity', code: 'min', detail: '' }, 'lines[1].quantity')).toBe(true);
    expect(said({ row: 2, field: 'quantity', code: 'min', detail: '' }, 'lines[1].quantity')).toBe(true);
    expect(said({ row: 1, field: 'quantity', code: 'min', detail: '' }, 'lines[1].quantity')).toBe(false);
    expect(said({ code: 'min', detail: '' }, 'reason')).toBe(false);
  });

  it.each([
    ['789', 2, 78_900],
    ['789,5', 2, 78_950],
    ['1 789.05', 2, 178_905],
    ['12', 0, 12],
    ['1.234', 2, undefined],
    ['1,200', 2, undefined],
    ['12.0', 0, undefined],
    ['1,200', 3, 1_200],
    ['-3', 2, undefined],
    ['about 3', 2, undefined],
    ['', 2, undefined],
  ])('reads %s with %i decimals as %s minor units', (text, digits, minor) => {
    expect(minorOf(text, digits)).toBe(minor);
  });

  it('writes an amount as it is read', () => {
    expect(majorOf(78_905, 2)).toBe('789.05');
    expect(minorOf(majorOf(1, 3), 3)).toBe(1);
  });
});
