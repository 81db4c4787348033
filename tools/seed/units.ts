import { seedId } from './ids.ts';

export interface DemoUnit {
  code: string;
  nameFr: string;
  nameEn: string;
  agency: string;
  level: string;
  specialty?: string;
  under?: string;
  /** A second superior, who only reads (AM-4). */
  also?: string;
  aliases?: string[];
  /** Key of a demo place or a chief town. */
  at?: string;
  /** Key of a demo person; the post is vacant without one. */
  head?: string;
  acting?: boolean;
}

/** The real units of domain §1 and §4.4; the people who head them are invented. */
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
  logistics: {
    ...pnc('PNC-CG-DLOG', 'Direction de la logistique', 'Directorate of logistics', 'L0D'),
    under: 'commissariatGeneral',
  },
  miningPolice: {
    ...pnc('PNC-PMH', 'Police des mines et hydrocarbures', 'Mining police', 'L0D'),
    ...{ specialty: 'PMH', under: 'commissariatGeneral', aliases: ['Police des mines', 'PMH'] },
  },
  borderPolice: {
    ...pnc('PNC-DPF', 'Direction de la police des frontières', 'Border police', 'L0D'),
    ...{ specialty: 'DPF', under: 'commissariatGeneral', aliases: ['Police des frontières', 'PDF', 'Border Guard'] },
  },
  lakePolice: {
    ...pnc(
      'PNC-PFL',
      'Direction des voies de communication fluviale, lacustre et maritime',
      'River and lake police',
      'L0D',
    ),
    ...{ specialty: 'PFL', under: 'commissariatGeneral' },
    aliases: ['Police lacustre', 'Police fluviale', 'Police des voies navigables', 'Riverine Police'],
  },
  migration: {
    ...{ code: 'DGM', nameFr: 'Direction générale de migration', nameEn: 'Directorate-General of Migration' },
    ...{ agency: 'DGM', level: 'L0', aliases: ['DGM'] },
  },
  customs: {
    ...{ code: 'DGDA', nameFr: 'Direction générale des douanes et accises', nameEn: 'Customs and excise' },
    ...{ agency: 'DGDA', level: 'L0', aliases: ['Douane'] },
  },
  controlOffice: {
    ...{ code: 'OCC', nameFr: 'Office congolais de contrôle', nameEn: 'Congolese control office' },
    ...{ agency: 'OCC', level: 'L0' },
  },
  borderHygiene: {
    ...{ code: 'PNHF', nameFr: 'Programme national de l’hygiène aux frontières', nameEn: 'Border hygiene programme' },
    ...{ agency: 'PNHF', level: 'L0' },
  },
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
    head: 'katangaFirst',
  },
  cpSudKivu: {
    ...pnc('PNC-CP-SK', 'Commissariat provincial du Sud-Kivu', 'Sud-Kivu provincial commissariat', 'L1'),
    ...{ under: 'commissariatGeneral', aliases: ['Inspection provinciale du Sud-Kivu'] },
  },
  pmhMbujiMayi: {
    ...pnc('PNC-PMH-MBM', 'Escadron PMH de Mbuji-Mayi', 'Mining police squadron, Mbuji-Mayi', 'LX'),
    specialty: 'PMH',
    ...{ under: 'cpKasaiOriental', also: 'miningPolice' },
    at: 'pmhMbujiMayi',
    head: 'unitHead',
  },
  pmhRubaya: {
    ...pnc('PNC-PMH-RUB', 'Escadron PMH de Rubaya', 'Mining police squadron, Rubaya', 'LX'),
    specialty: 'PMH',
    ...{ under: 'cpNordKivu', also: 'miningPolice' },
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
  pmhLubumbashi: squadron('LBS', 'Lubumbashi', 'cpHautKatanga', 'lubumbashi', 'lubumbashiHead'),
  pmhWalikale: squadron('WLK', 'Walikale', 'cpNordKivu', 'walikale', 'walikaleHead'),
  pmhItebero: squadron('ITB', 'Itebero', 'cpNordKivu', 'itebero', 'iteberoHead'),
  pmhManguredjipa: squadron('MGJ', 'Manguredjipa', 'cpNordKivu', 'manguredjipa', 'manguredjipaHead'),
  pmhKavumu: squadron('KVM', 'Kavumu', 'cpSudKivu', 'kavumu', 'kavumuHead'),
  pmhNzibira: squadron('NZB', 'Nzibira', 'cpSudKivu', 'nzibira', 'nzibiraHead'),
  dpfGoma: post('DPF', 'GOM', 'Goma', 'cpNordKivu', 'goma', 'dpfGomaHead'),
  dpfBukavu: post('DPF', 'BKV', 'Bukavu', 'cpSudKivu', 'bukavu', 'dpfBukavuHead'),
  dpfUvira: post('DPF', 'UVR', 'Uvira', 'cpSudKivu', 'uvira', 'dpfUviraHead'),
  dpfKasindi: post('DPF', 'KSD', 'Kasindi', 'cpNordKivu', 'kasindi', 'dpfKasindiHead'),
  pflGoma: post('PFL', 'GOM', 'Goma', 'cpNordKivu', 'gomaPort', 'pflGomaHead'),
  pflBukavu: post('PFL', 'BKV', 'Bukavu', 'cpSudKivu', 'bukavuPort', 'pflBukavuHead'),
  pflUvira: post('PFL', 'UVR', 'Uvira', 'cpSudKivu', 'uvira', 'pflUviraHead'),
  cpIturi: {
    ...pnc('PNC-CP-IT', 'Commissariat provincial de l’Ituri', 'Ituri provincial commissariat', 'L1'),
    under: 'commissariatGeneral',
  },
  cpManiema: {
    ...pnc('PNC-CP-MA', 'Commissariat provincial du Maniema', 'Maniema provincial commissariat', 'L1'),
    under: 'commissariatGeneral',
  },
  pmhKindu: squadron('KND', 'Kindu', 'cpManiema', 'kinduPost', 'kinduHead'),
  pmhMisisi: squadron('MSS', 'Misisi', 'cpSudKivu', 'misisi', 'misisiHead'),
  pmhLuhihi: squadron('LHH', 'Luhihi', 'cpSudKivu', 'luhihi', 'luhihiHead'),
  pmhKamituga: squadron('KMT', 'Kamituga', 'cpSudKivu', 'kamituga', 'kamitugaHead'),
  pmhKitutu: squadron('KTT', 'Kitutu', 'cpSudKivu', 'kitutu', 'kitutuHead'),
  pmhNumbi: squadron('NMB', 'Numbi', 'cpSudKivu', 'numbi', 'numbiHead'),
  pmhKatogota: squadron('KTG', 'Katogota', 'cpSudKivu', 'katogota', 'katogotaHead'),
  dpfBunia: post('DPF', 'BUN', 'Bunia', 'cpIturi', 'buniaPost', 'dpfBuniaHead'),
  dpfAru: post('DPF', 'ARU', 'Aru', 'cpIturi', 'aru', 'dpfAruHead'),
  dpfMahagi: post('DPF', 'MHG', 'Mahagi', 'cpIturi', 'mahagi', 'dpfMahagiHead'),
  pflKalehe: post('PFL', 'KLH', 'Kalehe', 'cpSudKivu', 'kalehePort', 'pflKaleheHead'),
  pflMinova: post('PFL', 'MNV', 'Minova', 'cpSudKivu', 'minovaPort', 'pflMinovaHead'),
  pflBaraka: post('PFL', 'BRK', 'Baraka', 'cpSudKivu', 'barakaPort', 'pflBarakaHead'),
  pflKasenyi: post('PFL', 'KSY', 'Kasenyi', 'cpIturi', 'kasenyiPort', 'pflKasenyiHead'),
  pflTchomia: post('PFL', 'TCH', 'Tchomia', 'cpIturi', 'tchomiaPort', 'pflTchomiaHead'),
  pflMahagiPort: post('PFL', 'MHP', 'Mahagi-Port', 'cpIturi', 'mahagiPort', 'pflMahagiPortHead'),
  pflMoba: post('PFL', 'MOB', 'Moba', 'cpTanganyika', 'mobaPort', 'pflMobaHead'),
  formerPost: { ...post('DPF', 'BEN', 'Beni', 'cpNordKivu'), at: 'formerStore' },
};

/** Mining squadrons answer to the provincial commissariat and to their own directorate (domain §4.4). */
function squadron(code: string, town: string, under: string, at: string, head: string): DemoUnit {
  const unit = pnc(`PNC-PMH-${code}`, `Escadron PMH de ${town}`, `Mining police squadron, ${town}`, 'LX');
  return { ...unit, specialty: 'PMH', under, also: 'miningPolice', at, head, aliases: [`Police des mines de ${town}`] };
}

function post(
  specialty: 'DPF' | 'PFL',
  code: string,
  town: string,
  under: string,
  at?: string,
  head?: string,
): DemoUnit {
  const border = specialty === 'DPF';
  const nameFr = `${border ? 'Police des frontières' : 'Police lacustre'} de ${town}`;
  const unit = pnc(`PNC-${specialty}-${code}`, nameFr, `${border ? 'Border' : 'Lake'} police, ${town}`, 'L5');
  return { ...unit, specialty, under, also: border ? 'borderPolice' : 'lakePolice', at, head };
}

function iom(code: string, nameFr: string, nameEn: string, level: string): DemoUnit {
  return { code, nameFr, nameEn, level, agency: 'IOM' };
}

function pnc(code: string, nameFr: string, nameEn: string, level: string): DemoUnit {
  return { code, nameFr, nameEn, level, agency: 'PNC' };
}

export const unitId = (key: string): string => seedId(`unit ${key}`);
