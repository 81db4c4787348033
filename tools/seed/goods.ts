import { seedId } from './ids.ts';

/** Who makes what is counted and not numbered. */
export const demoWorkshop = 'Ateliers de la Gombe';

/** What golden scenario G1 buys (`test/samples/g1-liste-de-colisage.csv`). */
export const demoCatalogue: Record<string, { maker: string } & Record<string, unknown>> = {
  laptop: {
    maker: 'hp',
    category: 'LAPTOP',
    model: 'ProBook 450 G10',
    description: 'Ordinateur portable 15,6"',
    serialRule: 'REQUIRED',
    usefulLifeMonths: 48,
    attractive: true,
  },
  laptop2: {
    maker: 'hp',
    category: 'LAPTOP',
    model: 'ProBook 460 G11',
    description: 'Ordinateur portable 16"',
    serialRule: 'REQUIRED',
    usefulLifeMonths: 48,
    attractive: true,
  },
  radio: {
    maker: 'barrett',
    category: 'RADIO_BASE',
    model: '4050 HF',
    description: 'Station radio HF 125 W',
    serialRule: 'REQUIRED',
    usefulLifeMonths: 120,
    attractive: true,
  },
  inverter: {
    maker: 'victron',
    category: 'SOLAR_KIT',
    model: 'Phoenix 12/800',
    description: 'Onduleur solaire',
    serialRule: 'REQUIRED',
    usefulLifeMonths: 84,
  },
  panel: {
    maker: 'victron',
    category: 'SOLAR_KIT',
    model: 'SPM 175W-12V',
    description: 'Panneau solaire 175 W',
    serialRule: 'REQUIRED',
    usefulLifeMonths: 240,
  },
  battery: {
    maker: 'victron',
    category: 'SOLAR_KIT',
    model: 'AGM 12V 110Ah',
    description: 'Batterie 110 Ah',
    serialRule: 'NONE',
    usefulLifeMonths: 48,
  },
  vest: {
    maker: 'workshop',
    category: 'SAFETY',
    model: 'Gilet haute visibilité',
    description: 'Gilet haute visibilité, sérigraphie PMH',
    serialRule: 'NONE',
    usefulLifeMonths: 36,
  },
};

export const demoOrganisations: Record<string, { kind: string; legalName: string; country: string }> = {
  donor: { kind: 'DONOR', legalName: 'US Department of State, INL', country: 'US' },
  supplier: { kind: 'VENDOR', legalName: 'Comptoir Informatique du Pool SARL', country: 'CD' },
  carrier: { kind: 'CARRIER', legalName: 'Transports du Haut-Lubilash SARL', country: 'CD' },
  carrier2: { kind: 'CARRIER', legalName: 'Messagerie des Deux Kasaï SARL', country: 'CD' },
};

export const demoAward = {
  fain: 'SINLEC24CA0117',
  donor: 'US Department of State, INL',
  instrument: 'COOPERATIVE_AGREEMENT',
  obligatedOn: '2024-02-02',
  vettingRequired: true,
  dueDiligenceRequired: true,
  title: 'CONDITIONAL',
  governingTerms: 'FPE_TERMS',
  periodStart: '2024-02-02',
  periodEnd: '2027-02-01',
  amountMinor: 180_000_000,
  currency: 'USD',
  lossNotificationDays: 5,
};

/** The donor took the thresholds of 1 October 2024 over into the award, and gave it another year. */
export const demoAmendment = {
  number: 'M001',
  effectiveOn: '2025-01-15',
  equipmentThresholdUsd: 10_000,
  periodEnd: '2028-02-01',
};

export const demoProject = {
  ...{ code: 'CD-PMH-2', wbsCode: 'PR.0812.CD10', name: 'Appui à la police des mines, phase 2' },
  budgetLine: { code: 'EQ-01', name: 'Équipement des postes', amountMinor: 60_000_000, currency: 'USD' },
};

export const demoRate = { base: 'EUR', quote: 'USD', on: '2025-02-01', rate: '1.0393', source: 'Nations Unies' };

/** In cents. */
export const demoOrder = {
  number: 'PO-2025-0093',
  orderedOn: '2025-01-20',
  lines: [
    { item: 'laptop', quantity: 24, unitPriceMinor: 78_900 },
    { item: 'radio', quantity: 4, unitPriceMinor: 415_000 },
    { item: 'inverter', quantity: 4, unitPriceMinor: 26_550 },
    { item: 'panel', quantity: 4, unitPriceMinor: 18_990 },
    { item: 'battery', quantity: 4, unitPriceMinor: 24_200 },
  ],
};

export const awardId = (key: string): string => seedId(`award ${key}`);
export const catalogueItemId = (key: string): string => seedId(`catalogue item ${key}`);
export const organisationId = (key: string): string => seedId(`organisation ${key}`);
export const orderId = (key: string): string => seedId(`purchase order ${key}`);
