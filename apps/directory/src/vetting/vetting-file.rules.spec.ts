import { columnsOf, type LoadRow } from '@dotation/documents';
import {
  columnsWithReasons,
  momentOf,
  readRow,
  vettingHeadings,
  type KnownToVetting,
  type VettingField,
} from './vetting-file.rules.js';

type FileRow = LoadRow<VettingField>;

const unitId = '01970000-0000-7000-8000-000000000001';
const awardId = '01970000-0000-7000-8000-000000000002';
const amina = '01970000-0000-7000-8000-000000000003';
const known: KnownToVetting = {
  unitIds: new Map([['PNC-PMH-MBM', unitId]]),
  personIds: new Set([amina]),
  headAt: (_, at) => (at >= new Date('2026-01-01T00:00:00Z') ? amina : null),
};
const columns = columnsOf(
  ['Sujet', 'Unité', 'Résultat', 'Date du résultat', 'Valable jusqu’au', 'Dossier'],
  vettingHeadings,
);
const row = (values: FileRow['values']): FileRow => ({
  row: 1,
  line: 2,
  values: {
    ...{ subject: 'Unité', unit: 'pnc-pmh-mbm', result: 'Approuvé', resultAt: '01/10/2026', validUntil: '2027-09-30' },
    ...values,
  },
});
const read = (values: FileRow['values'] = {}, award: string | null = awardId) =>
  readRow(row(values), columns, known, award);

describe('a list of vetting results', () => {
  it('is read by its French or English headings', () => {
    expect(columns.map(({ field }) => field)).toEqual([
      ...['subject', 'unit', 'result', 'resultAt', 'validUntil', 'embassyCaseRef'],
    ]);
    const english = columnsOf(['Subject', 'Unit code', 'Result', 'resultAt', 'Colour'], vettingHeadings);
    expect(english.map(({ field }) => field)).toEqual(['subject', 'unit', 'result', 'resultAt', null]);
  });

  it.each(['Motif', 'Reason', 'Remarks', 'Commentaire', 'OBSERVATIONS', 'Raison du rejet', 'Derogatory info', 'Notes'])(
    'domain §2.7 is refused by name when it has a column “%s”',
    (heading) => {
      expect(columnsWithReasons(['Unité', heading, 'Résultat'])).toEqual([heading]);
    },
  );

  it('domain §2.7 takes its own columns for no reasons', () => {
    expect(columnsWithReasons(columns.map(({ heading }) => heading))).toEqual([]);
  });

  it('gives a day its first moment, and the last day its last one', () => {
    expect(read()).toEqual({
      vetting: {
        ...{ subject: 'UNIT', orgUnitId: unitId, personId: null, awardId, embassyCaseRef: null, result: 'APPROVED' },
        ...{ resultAt: '2026-10-01T00:00:00.000Z', validUntil: '2027-09-30T23:59:59.000Z' },
      },
    });
  });

  it('means by the commander whoever headed the unit on that day, unless it says who', () => {
    expect(read({ subject: 'Commandant' })).toMatchObject({ vetting: { subject: 'COMMANDER', personId: amina } });
    expect(read({ subject: 'commander', personId: amina })).toMatchObject({ vetting: { personId: amina } });
  });

  it.each<[string, FileRow['values'], string, string]>([
    ['a unit nobody knows', { unit: 'PNC-X' }, 'unit', 'not-known'],
    ['a word that is no result', { result: 'peut-être' }, 'result', 'not-known'],
    ['no subject', { subject: '' }, 'subject', 'not-known'],
    ['a day that is none', { resultAt: '31/02/2026' }, 'resultAt', 'not-a-date'],
    ['a last day that is none', { validUntil: 'bientôt' }, 'validUntil', 'not-a-date'],
    ['a commander of a vacant post', { subject: 'chef', resultAt: '2025-12-31' }, 'personId', 'missing'],
    ['a person for a unit', { personId: amina }, 'personId', 'not-of-a-unit'],
    ['somebody nobody knows', { subject: 'chef', personId: unitId }, 'personId', 'not-known'],
    ['an award that is no id', { awardId: 'INL' }, 'awardId', 'not-an-id'],
  ])('names row, line and column of %s', (_, values, field, code) => {
    expect(read(values)).toMatchObject({ problems: [{ row: 1, line: 2, field, code }] });
  });

  it('needs an award, in the row or for the list', () => {
    expect(read({}, null)).toMatchObject({ problems: [{ field: 'awardId', code: 'missing' }] });
    expect(read({ awardId }, null)).toMatchObject({ vetting: { awardId } });
  });

  it('says all that is wrong with a row at once', () => {
    expect(read({ unit: '', result: '', resultAt: '' })).toMatchObject({
      problems: [{ field: 'result' }, { field: 'resultAt', column: 'Date du résultat' }, { field: 'unit' }],
    });
  });

  it('reads a moment with its offset as it stands', () => {
    expect(momentOf('2026-10-01T12:00:00+02:00', 'T00:00:00Z')).toBe('2026-10-01T10:00:00.000Z');
  });
});
