import { devicePaper } from './device-paper.rules.js';
import type { CustodyDto, TraceDto } from './devices.dto.js';

it('D08 the sheet of a device says what it is, who paid, who had it when, what happened, on which papers, at two times', () => {
  const document = { id: 'd-1', kind: 'HANDOVER', number: 'PV-1' };
  const at = { asOf: '2026-11-25T10:00:00.000Z', knownAt: '2026-11-25T11:00:00.000Z' };
  const trace = {
    ...at,
    device: {
      ...{ deviceId: 'x', tag: 'T-1', serial: 'S1', maker: 'HP', model: null, category: null, description: null },
      identifiers: [{ type: 'MAC', value: 'e0', raw: 'E0:73' }],
    },
    now: {
      ...{ lifecycle: 'A08', title: null, condition: 'USABLE', use: null, who: 'PMH', where: 'Mbuji-Mayi' },
      ...{ acquisitionDate: null, cost: { minor: 84_500, currency: 'USD' } },
      funding: [{ awardId: 'a', award: 'SINLEC24CA0117', percent: 100 }],
    },
    events: [
      { no: 1, trueFrom: at.asOf, what: 'received', condition: null, document: null },
      { no: 2, trueFrom: at.asOf, what: 'handed over', condition: 'USABLE', document },
      { no: 3, trueFrom: at.knownAt, what: 'countersigned', condition: null, document },
    ],
  } as unknown as TraceDto;
  const custody = {
    items: [{ from: at.asOf, to: null, custodian: { label: 'PMH', place: { name: 'Mbuji-Mayi' } }, document }],
  } as unknown as CustodyDto;
  const paper = devicePaper(trace, custody);
  expect(paper).toMatchObject({ number: 'T-1', day: '2026-11-25' });
  const [identifiers, funding, held, events, papers] = paper.sections.flatMap((one) =>
    one.kind === 'table' ? [one.rows] : [],
  );
  expect(identifiers).toEqual([[['MAC', 'MAC'], 'E0:73']]);
  expect(funding).toEqual([['SINLEC24CA0117', '100 %']]);
  expect(held).toEqual([['2026-11-25 10:00 UTC', null, 'PMH', 'Mbuji-Mayi', 'PV-1']]);
  expect(events).toHaveLength(3);
  expect(papers).toEqual([['PV-1', 'HANDOVER', '2026-11-25 10:00 UTC']]);
});
