import fc from 'fast-check';
import { readRows } from './receipt-row.rules.js';

const codesOf = (line: unknown): string[] => readRows([line]).problems.map(({ code }) => code);

describe('reading one row of a delivery', () => {
  it('keeps the capture as it was read and compares it normalised', () => {
    const { rows, problems } = readRows([
      { maker: ' Hewlett-Packard ', model: 'ProBook  450', serial: ' 5cd 398n7b9\u200b' },
    ]);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({
      ...{ row: 1, maker: 'Hewlett-Packard', makerKey: 'HEWLETTPACKARD', model: 'ProBook 450', condition: 'EXCELLENT' },
      serial: { raw: ' 5cd 398n7b9\u200b', value: '5CD398N7B9' },
      identifiers: [{ type: 'MFR_SERIAL', value: '5CD398N7B9' }],
    });
  });

  it('takes null and empty text as not said', () => {
    const { rows, problems } = readRows([{ serial: '  ', carton: null, orderLineId: null, maker: '' }]);
    expect(problems).toEqual([]);
    expect(rows[0]?.serial).toBeUndefined();
    expect(rows[0]?.maker).toBeUndefined();
  });

  it.each([
    [{ serail: 'X' }, 'unknown-field'],
    [{ serial: 5 }, 'field-invalid'],
    [{ serial: 'x'.repeat(201) }, 'field-invalid'],
    [{ serial: 'N/A' }, 'serial-is-placeholder'],
    [{ serial: '5,38E+14' }, 'serial-mangled'],
    [{ serial: '5СD123' }, 'serial-unreadable'],
    [{ serial: 'A\u0000B' }, 'serial-unreadable'],
    [{ quantity: 0 }, 'field-invalid'],
    [{ quantity: 1.5 }, 'field-invalid'],
    [{ quantity: '1' }, 'field-invalid'],
    [{ condition: 'NEW' }, 'field-invalid'],
    [{ orderLineId: 'x' }, 'field-invalid'],
    [{ platePhotoSha256: 'x' }, 'field-invalid'],
    [{ serialTyped: 'yes' }, 'field-invalid'],
    [{ carton: 'x\u0007' }, 'field-invalid'],
    [{ row: -1 }, 'field-invalid'],
    [{ identifiers: 'MAC' }, 'field-invalid'],
    [{ identifiers: [{ type: 'MAC', value: 'zz' }] }, 'identifier-invalid'],
    [{ identifiers: [{ type: 'IMEI', value: '490154203237519' }] }, 'identifier-invalid'],
    [{ identifiers: [{ type: 'ASSET_TAG', value: 'INLCD-000001-D' }] }, 'identifier-not-here'],
    [{ identifiers: [{ type: 'WHAT', value: 'x' }] }, 'field-invalid'],
    [[], 'row-malformed'],
    [null, 'row-malformed'],
  ])('refuses %j', (line, code) => {
    expect(codesOf(line)).toEqual([code]);
  });

  it.each([
    ['MAC', 'e0-73-e7-32-51-33', 'E0:73:E7:32:51:33'],
    ['MAC', 'E073.E732.5133', 'E0:73:E7:32:51:33'],
    ['IMEI', '49-015420-323751-8', '490154203237518'],
    ['VIN', '1hgcm82633a004352', '1HGCM82633A004352'],
  ])('reads %s %s', (type, value, normalised) => {
    expect(readRows([{ identifiers: [{ type, value }] }]).rows[0]?.identifiers).toEqual([
      { type, value: normalised, raw: value },
    ]);
  });

  it('refuses two rows with the same number', () => {
    expect(readRows([{ row: 7 }, { row: 7 }]).problems).toEqual([
      expect.objectContaining({ row: 7, code: 'row-repeated' }),
    ]);
  });

  it('never throws, whatever JSON it is given, and names a row for every problem', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.object({ key: fc.constantFrom('serial', 'identifiers', 'row', 'maker', '__proto__', 'x') }),
          ),
          { maxLength: 8 },
        ),
        (lines) => {
          const { rows, problems } = readRows(lines as unknown[]);
          expect(rows.length).toBeLessThanOrEqual(lines.length);
          for (const { row, code, detail } of problems)
            expect([row > 0, code !== '', detail !== '']).toEqual([true, true, true]);
          JSON.stringify(rows);
        },
      ),
    );
  });
});
