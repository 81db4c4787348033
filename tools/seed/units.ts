import { seedId } from './ids.ts';

export interface DemoUnit {
  code: string;
  nameFr: string;
  nameEn: string;
  agency: string;
  level: string;
  specialty?: string;
  under?: string;
  /** Key of a demo place. */
  at?: string;
  /** Key of a demo person; the post is vacant without one. */
  head?: string;
  acting?: boolean;
}

/** Superiors stand before those under them. */
export const demoUnits: Record<string, DemoUnit> = {
  mission: {
    ...iom('IOM-CD', 'Mission de l’OIM en RDC', 'IOM mission in the DRC', 'MISSION'),
    at: 'mission',
    head: 'approver',
  },
  store: {
    ...iom('IOM-CD-KIN-STORE', 'Entrepôt central de Kinshasa', 'Central store, Kinshasa', 'STORE'),
    under: 'mission',
    at: 'store',
    head: 'storekeeper',
  },
  fieldOffice: {
    ...iom('IOM-CD-MBM', 'Sous-bureau de Mbuji-Mayi', 'Mbuji-Mayi field office', 'SUB_OFFICE'),
    under: 'mission',
    at: 'fieldOffice',
    head: 'fieldOfficer',
  },
  mbujiMayiStore: {
    ...iom('IOM-CD-MBM-STORE', 'Dépôt de transit de Mbuji-Mayi', 'Transit store, Mbuji-Mayi', 'STORE'),
    under: 'fieldOffice',
    at: 'mbujiMayiStore',
    head: 'storekeeper2',
  },
  gomaStore: { ...iom('IOM-CD-GOM-STORE', 'Dépôt de Goma', 'Goma store', 'STORE'), under: 'mission', at: 'gomaStore' },
  commissariatGeneral: { ...pnc('PNC-CG', 'Commissariat général', 'General Commissariat', 'L0') },
  cpKasaiOriental: {
    ...pnc('PNC-CP-KE', 'Commissariat provincial du Kasaï-Oriental', 'Kasaï-Oriental provincial commissariat', 'L1'),
    under: 'commissariatGeneral',
    at: 'cpKasaiOriental',
    head: 'commissioner',
  },
  cpNordKivu: {
    ...pnc('PNC-CP-NK', 'Commissariat provincial du Nord-Kivu', 'Nord-Kivu provincial commissariat', 'L1'),
    under: 'commissariatGeneral',
  },
  cpTanganyika: {
    ...pnc('PNC-CP-TA', 'Commissariat provincial du Tanganyika', 'Tanganyika provincial commissariat', 'L1'),
    under: 'commissariatGeneral',
  },
  cpHautKatanga: {
    ...pnc('PNC-CP-HK', 'Commissariat provincial du Haut-Katanga', 'Haut-Katanga provincial commissariat', 'L1'),
    under: 'commissariatGeneral',
  },
  pmhMbujiMayi: {
    ...pnc('PNC-PMH-MBM', 'Escadron PMH de Mbuji-Mayi', 'Mining police squadron, Mbuji-Mayi', 'LX'),
    specialty: 'PMH',
    under: 'cpKasaiOriental',
    at: 'pmhMbujiMayi',
    head: 'unitHead',
  },
  pmhRubaya: {
    ...pnc('PNC-PMH-RUB', 'Escadron PMH de Rubaya', 'Mining police squadron, Rubaya', 'LX'),
    specialty: 'PMH',
    under: 'cpNordKivu',
    at: 'pmhRubaya',
    head: 'rubayaHead',
  },
  lakeUnit: {
    ...pnc('PNC-PFL-KLM', 'Police lacustre de Kalemie', 'Lake police, Kalemie', 'L5'),
    specialty: 'PFL',
    under: 'cpTanganyika',
    at: 'lakeUnit',
    head: 'lakeUnitHead',
  },
  borderUnit: {
    ...pnc('PNC-DPF-KSB', 'Police des frontières de Kasumbalesa', 'Border police, Kasumbalesa', 'L5'),
    specialty: 'DPF',
    under: 'cpHautKatanga',
    at: 'borderUnit',
    head: 'borderUnitHead',
    acting: true,
  },
};

function iom(code: string, nameFr: string, nameEn: string, level: string): DemoUnit {
  return { code, nameFr, nameEn, level, agency: 'IOM' };
}

function pnc(code: string, nameFr: string, nameEn: string, level: string): DemoUnit {
  return { code, nameFr, nameEn, level, agency: 'PNC' };
}

export const unitId = (key: string): string => seedId(`unit ${key}`);
