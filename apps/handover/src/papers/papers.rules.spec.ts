import type { PaperForm } from '@dotation/documents/paper';
import type { DeedDto } from '../deeds/deeds.dto.js';
import type { RectificationDto } from '../rectifications/rectifications.dto.js';
import type { WaybillDto } from '../waybills/waybills.dto.js';
import { deedPaper } from './deed-paper.rules.js';
import { rectificationPaper } from './rectification-paper.rules.js';
import { releaseOrderPaper, waybillPaper } from './waybill-paper.rules.js';

const signature = { personId: 'p-1', capacity: 'DRIVER', signedAt: '2026-11-25T09:30:00Z' };
const waybill = {
  ...{
    number: 'WB-2026-000001',
    status: 'DISPATCHED',
    purpose: 'TO_UNIT',
    vehiclePlate: 'CD 1',
    seals: ['S-1', 'S-2'],
  },
  ...{ fromPlaceId: 'l-1', toPlaceId: 'l-2', toOrgUnitId: 'u-1', carrierId: 'c-1', driverId: 'p-1', draftedBy: 'p-2' },
  ...{ officer: { orgUnitId: 'o-1', personId: 'p-3' }, approvedBy: 'p-4', releasedBy: 'p-5', eta: null },
  ...{ departedAt: '2026-11-25T09:30:00Z', closedAt: null, closeReason: null, claimReference: null },
  signatures: { driver: signature },
  lines: [{ tag: 'T-1', serial: 'S1', maker: 'HP', model: 'X', carton: '1/2', conditionOut: 'USABLE', outcome: null }],
  lots: [{ number: 'LT-1', maker: 'M', model: 'Gilet', carton: '2/2', quantity: 20, signed: 0 }],
} as unknown as WaybillDto;
const steps = { draftedAt: new Date('2026-11-20T08:00:00Z'), approvedAt: new Date('2026-11-21T08:00:00Z') };
const names = new Map([['c-1', 'Transports Kasaï']]);
const factsIn = ({ sections }: PaperForm) =>
  Object.fromEntries(
    sections.flatMap((one) => (one.kind === 'facts' ? one.facts.map(([[label], said]) => [label, said]) : [])),
  );
const rowsIn = ({ sections }: PaperForm) => sections.flatMap((one) => (one.kind === 'table' ? one.rows : []));
const notices = ({ notices: said }: PaperForm) => said.map(([french]) => french);

describe('D11 the paper of a waybill', () => {
  const paper = (change: object = {}) => waybillPaper({ ...waybill, ...change }, steps, names);
  it('says loading, delivery, carrier, vehicle, seals, units and cartons, and leaves the receipt to be written', () => {
    expect(factsIn(paper())).toMatchObject({
      ...{ Chargement: 'l-1', Livraison: 'l-2', Transporteur: 'Transports Kasaï', Véhicule: 'CD 1' },
      ...{ Scellés: 'S-1, S-2', 'Unités, colis': '21, 2', 'Reçu le': '', 'Manquants, avaries': '' },
    });
    expect(rowsIn(paper())).toEqual([
      ['1', 'T-1', 'S1', 'HP X', '1/2', ['Utilisable', 'Usable'], ''],
      ['LT-1', 'M Gilet', '2/2', '20', ''],
    ]);
    expect(paper().signatures.map(({ said }) => said)).toEqual([
      ['N° p-5'],
      ['Chauffeur / Driver', '2026-11-25 09:30 UTC', 'N° p-1'],
      [],
    ]);
  });
  it.each([
    ['DISPATCHED', []],
    ['DRAFT', ['Projet : les biens ne sont pas libérés.']],
    ['WITHDRAWN', ['Retiré : rien n’est parti sous ce numéro.']],
    ['CLOSED_SHORT', ['Clos avec manquants.']],
  ])('says first how it stands: %s', (status, said) => {
    expect(notices(paper({ status }))).toEqual(said);
  });
  it('says what was found where that is recorded', () => {
    const lines = [{ ...waybill.lines[0], outcome: 'REFUSED' }];
    expect(rowsIn(paper({ lines }))[0]?.at(-1)).toEqual(['Refusé', 'Refused']);
  });
});

describe('D10 the paper of a release order', () => {
  it('CR-19 is of no use before somebody else approved it, and says who did', () => {
    const open = releaseOrderPaper({ ...waybill, status: 'DRAFT' }, { ...steps, approvedAt: null }, names);
    expect(notices(open)).toEqual(['Non approuvé : rien ne sort sur ce papier.']);
    const approved = releaseOrderPaper(waybill, steps, names);
    expect(notices(approved)).toEqual([]);
    expect(approved.day).toBe('2026-11-21');
    expect(approved.signatures.map(({ said }) => said)).toEqual([['N° p-2'], ['N° p-4'], ['N° p-5']]);
  });
});

describe('D12 the paper of a deed', () => {
  it('CR-26 annexes each device with its value, the sum per currency and the hash of the list', () => {
    const line = { deviceId: 'd-1', tag: 'T-1', serial: null, valueMinor: 78_900, currency: 'USD' };
    const deed = {
      ...{ number: 'DD-1', beneficiaryUnitId: 'u-1', place: null, annexHash: 'ab', conditions: ['Ni vente'] },
      ...{ signedAt: '2026-11-25T09:30:00Z', effectiveAt: '2026-11-25T09:30:00Z', signatures: [signature, signature] },
      lines: [line, { ...line, currency: 'CDF', valueMinor: 123_456_789 }],
      lots: [{ number: 'LT-1', quantity: 18, valueMinor: 20_700, currency: 'USD' }],
    } as unknown as DeedDto;
    const paper = deedPaper(deed, names, new Map([['d-1', 'HP X']]));
    expect(rowsIn(paper)[0]).toEqual(['1', 'T-1', null, 'HP X', '789,00\u00a0USD']);
    const [annex] = paper.sections.flatMap((one) => (one.kind === 'table' ? one : []));
    expect(annex?.total?.at(-1)).toBe('789,00\u00a0USD + 1\u00a0234\u00a0567,89\u00a0CDF');
    expect(rowsIn(paper).at(-1)).toEqual(['LT-1', '18', '207,00\u00a0USD']);
    expect(factsIn(paper)).toMatchObject({ Bénéficiaire: 'u-1', 'Fait à': '' });
    expect(paper.sections).toContainEqual(expect.objectContaining({ clauses: [['Ni vente', 'Ni vente']] }));
    expect(paper.sections).toContainEqual(expect.objectContaining({ clauses: [['ab', 'ab']] }));
  });
});

it('CR-23 the paper of a rectifying PV says what it strikes and adds, and of which PV', () => {
  const pv = {
    ...{ number: 'RPV-1', handoverNumber: 'PV-1', reason: 'Échange', rectifiedAt: '2026-11-25T09:30:00Z' },
    ...{ recordedAt: '2026-11-25T09:30:00Z', receiver: { partyId: 'c-1' }, giver: { partyId: 'o-1' } },
    signatures: [signature],
    lines: [{ change: 'STRUCK', tag: 'T-1', serial: 'S1', condition: null, remark: null }],
    lots: [{ number: 'LT-1', struck: 2, added: 0, remark: 'Recompté' }],
  } as unknown as RectificationDto;
  const paper = rectificationPaper(pv, names);
  expect(factsIn(paper)).toMatchObject({ Rectifie: 'PV-1', Motif: 'Échange', 'Garde reçue par': 'Transports Kasaï' });
  expect(rowsIn(paper)).toEqual([
    [['Rayé', 'Struck'], 'T-1', 'S1', null, ''],
    ['LT-1', '2', '0', 'Recompté'],
  ]);
});
