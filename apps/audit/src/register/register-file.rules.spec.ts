import type { RegisterRowDto } from './register.dto.js';
import { cellsOf, headingIn } from './register-file.rules.js';

const row = {
  ...{ deviceId: 'd', description: 'Laptop', maker: 'HP', model: 'ProBook', category: 'LAPTOP' },
  ...{ serial: 'CZC1', tag: 'INLCD-000017-0', noSerialReason: null },
  identifiers: [
    { type: 'MFR_SERIAL', value: 'CZC1', raw: 'CZC1' },
    { type: 'MAC', value: '001122334455', raw: '00:11:22:33:44:55' },
  ],
  funding: [
    { awardId: 'a1', percent: 66.67, fain: 'SINLEC26CA0042', donor: 'INL', federal: true },
    { awardId: 'a2', percent: 33.33, fain: null, donor: null, federal: null },
  ],
  ...{ lifecycle: 'A08_HANDED_OVER', title: 'STATE_DRC', condition: 'EXCELLENT', use: 'NOT_YET_DEPLOYED' },
  ...{ acquisitionDate: '2026-03-02', costMinor: 84_550, currency: 'USD', federalPercent: null },
  ...{
    custodian: { label: 'PMH', place: { id: 'p', name: 'Mbuji-Mayi' }, enRoute: false },
    since: '2026-03-12T09:00:00Z',
  },
  disposition: null,
  blanks: [{ element: 'FEDERAL_PARTICIPATION', reason: 'FEDERAL_UNKNOWN' }],
} as unknown as RegisterRowDto;
const known = {
  asOf: '2026-04-01T00:00:00.000Z',
  knownAt: '2026-04-02T00:00:00.000Z',
  position: 17,
  language: 'en' as const,
};
const told = (more: Partial<RegisterRowDto> = {}): Record<string, unknown> => {
  const cells = cellsOf({ ...row, ...more }, known);
  return Object.fromEntries(headingIn('en').map((heading, index) => [heading, cells[index]]));
};

describe('the register as a file (Q1)', () => {
  it('has a column for each of the eleven elements, in French and in English', () => {
    for (const language of ['fr', 'en'] as const) {
      const numbers = new Set(headingIn(language).flatMap((heading) => /^\d+/.exec(heading) ?? []));
      expect([...numbers].map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(new Set(headingIn(language)).size).toBe(headingIn(language).length);
    }
  });

  it('says a device in words, its cost as people write money, and as of when it is', () => {
    expect(told()).toMatchObject({
      ...{ '2 Serial number': 'CZC1', '2 Other identifiers': 'MAC 00:11:22:33:44:55', '3 FAIN': 'SINLEC26CA0042' },
      ...{ '3 Source of funding': 'INL 66.67 % + ? 33.33 %', '6 Cost': 845.5, '7 Federal participation %': null },
      ...{ '8 Location': 'Mbuji-Mayi', '8 On the way': false, '11 Date of disposal': null },
      'Blank elements': 'federal participation: federal share not known',
      ...{ 'Life-cycle state': 'A08 Handed over', '4 Title': 'State (DRC)', '10 Condition': 'Excellent' },
      ...{ 'As of': known.asOf, 'Known at': known.knownAt, 'Log position': 17 },
    });
  });

  it('says its states in the words of its language, and keeps a code it has no word for', () => {
    const cells = cellsOf(row, { ...known, language: 'fr' });
    const said = Object.fromEntries(headingIn('fr').map((heading, index) => [heading, cells[index]]));
    expect(said).toMatchObject({
      ...{ 'Cycle de vie': 'A08 Remis', '4 Titre de propriété': 'État (RDC)', '9 Usage': 'Pas encore déployé' },
      'Éléments en blanc': 'participation fédérale: part fédérale inconnue',
    });
    expect(told({ lifecycle: 'A99_NEW' as never })['Life-cycle state']).toBe('A99_NEW');
  });

  it('knows currencies without cents and with three decimals', () => {
    expect(told({ costMinor: 84_550, currency: 'XAF' })['6 Cost']).toBe(84_550);
    expect(told({ costMinor: 84_550, currency: 'TND' })['6 Cost']).toBe(84.55);
  });
});
