import type { TrackingMode } from '@dotation/contracts';

/** What equipment of one kind has in common (domain §6.2). Codes of UNSPSC v7.0901 and HS 2022. */
export interface Category {
  code: string;
  nameEn: string;
  nameFr: string;
  /** The usual commodity first. */
  unspsc: readonly string[];
  hs: readonly string[];
  /** Portable and easily sold. */
  attractive: boolean;
  dataBearing: boolean;
  biometric: boolean;
  /** Telecommunications or video surveillance (2 CFR 200.216): makers and components are looked at most closely. */
  section889: boolean;
  spectrumLicence: boolean;
  trackingMode: TrackingMode;
  usefulLifeMonths: number | null;
}

type Flag = 'attractive' | 'dataBearing' | 'biometric' | 'section889' | 'spectrumLicence' | 'quantity';

function category(
  code: string,
  [nameEn, nameFr]: [string, string],
  [unspsc, hs]: [string, string],
  usefulLifeMonths: number | null,
  ...flags: Flag[]
): Category {
  const has = (flag: Flag): boolean => flags.includes(flag);
  return {
    ...{ code, nameEn, nameFr, unspsc: unspsc.split(' ').filter(Boolean), hs: hs.split(' ').filter(Boolean) },
    ...{ attractive: has('attractive'), dataBearing: has('dataBearing'), biometric: has('biometric') },
    ...{ section889: has('section889'), spectrumLicence: has('spectrumLicence') },
    ...{ trackingMode: has('quantity') ? 'QUANTITY' : 'SERIAL', usefulLifeMonths },
  };
}

const [it, radio, camera] = [48, 84, 60];

/** Useful lives are assumptions for planning, shown as such. */
export const CATEGORIES: readonly Category[] = [
  category(
    'LAPTOP',
    ['Notebook computer', 'Ordinateur portable'],
    ['43211503', '8471.30'],
    it,
    'attractive',
    'dataBearing',
  ),
  category(
    'DESKTOP',
    ['Desktop computer', 'Ordinateur de bureau'],
    ['43211507 43211508', '8471.41 8471.49 8471.50'],
    it,
    'attractive',
    'dataBearing',
  ),
  category('TABLET', ['Tablet', 'Tablette'], ['43211509', '8471.30'], it, 'attractive', 'dataBearing'),
  category('SERVER', ['Server', 'Serveur'], ['43211501', '8471.50'], it, 'dataBearing'),
  category('MONITOR', ['Monitor', 'Écran'], ['43211902', '8528.52'], it),
  category(
    'PRINTER',
    ['Printer or copier', 'Imprimante, photocopieur'],
    ['43212105 43212110 44101501', '8443.31 8443.32'],
    it,
    'dataBearing',
  ),
  category(
    'SCANNER_DOC',
    ['Scanner, passport reader', 'Scanner, lecteur de passeport'],
    ['43211711 43211702', '8471.60'],
    it,
    'biometric',
  ),
  category('BARCODE_READER', ['Bar code reader', 'Lecteur de code-barres'], ['43211701', '8471.60'], it),
  category(
    'BIOMETRIC',
    ['Biometric identification equipment', 'Équipement d’identification biométrique'],
    ['43211714', '8471.60'],
    it,
    'dataBearing',
    'biometric',
  ),
  category('WEBCAM', ['Web camera', 'Webcam'], ['45121520', '8525.89'], camera, 'attractive', 'section889'),
  category(
    'CAMERA_DIGITAL',
    ['Digital camera, camcorder', 'Appareil photo, caméscope'],
    ['45121504 45121516', '8525.89'],
    camera,
    'attractive',
  ),
  category('CCTV_CAMERA', ['Security camera', 'Caméra de sécurité'], ['46171610', '8525.89'], camera, 'section889'),
  category(
    'NVR',
    ['Surveillance recorder', 'Enregistreur de vidéosurveillance'],
    ['46171621 52161545', '8521.90'],
    camera,
    'section889',
    'dataBearing',
  ),
  category(
    'NIGHT_VISION',
    ['Night vision device', 'Système de vision nocturne'],
    ['46171615 41115321', '8525.83'],
    camera,
    'attractive',
  ),
  category('BINOCULAR', ['Binoculars', 'Jumelles'], ['41111717', '9005.10'], 120, 'attractive'),
  category(
    'RADIO_HANDHELD',
    ['Two-way radio', 'Radio bilatérale, talkie-walkie'],
    ['43191510', '8517.62 8525.60'],
    radio,
    'attractive',
    'section889',
    'spectrumLicence',
  ),
  category(
    'RADIO_BASE',
    ['HF or VHF base or mobile radio', 'Station radio HF ou VHF'],
    ['43191510 43222817 43221706', '8517.62'],
    radio,
    'section889',
    'spectrumLicence',
  ),
  category(
    'PHONE',
    ['Mobile phone', 'Téléphone mobile'],
    ['43191501', '8517.13'],
    it,
    'attractive',
    'dataBearing',
    'section889',
  ),
  category(
    'SATPHONE_VSAT',
    ['Satellite access equipment', 'Équipement satellite, VSAT'],
    ['43221711 43221712', '8517.62'],
    radio,
    'section889',
    'spectrumLicence',
  ),
  category(
    'NETWORK',
    ['Router, switch, access point, modem', 'Routeur, commutateur, point d’accès, modem'],
    ['43222609 43222612 43222631 43222628', '8517.62'],
    it,
    'section889',
  ),
  category('GPS', ['GPS receiver', 'Récepteur GPS'], ['52161518 25173107', '8526.91'], it, 'attractive'),
  category(
    'MARINE_ELEC',
    ['Marine electronics', 'Électronique marine'],
    ['25111901 41115501 41115201', '8526.10 8526.91'],
    radio,
    'spectrumLicence',
  ),
  category('BOAT', ['Boat', 'Embarcation, vedette, canot rapide'], ['25111718 25111802', '8903 8906'], 120),
  category('OUTBOARD', ['Outboard motor', 'Moteur hors-bord'], ['', '8407.21'], 60, 'attractive'),
  category('VEHICLE', ['Vehicle, motorcycle', 'Véhicule, moto'], ['25101702 25101507 25101801', '8703 8704 8711'], 60),
  category(
    'SOLAR_KIT',
    ['Solar equipment', 'Équipement solaire'],
    ['26111607 26131507 39121006', '8541.43 8504.40 8507.60'],
    180,
    'attractive',
  ),
  category('UPS', ['Uninterruptible power supply', 'Onduleur'], ['39121011', '8504.40'], it),
  category('GENERATOR', ['Generator', 'Groupe électrogène'], ['26111601', '8502'], 120, 'attractive'),
  category('BATTERY_CHARGER', ['Battery charger', 'Chargeur'], ['26111704', '8504.40'], it, 'attractive'),
  category('FURNITURE', ['Furniture', 'Mobilier'], ['56101702 56101504', '9403'], 120, 'quantity'),
  category(
    'SAFETY',
    ['Safety equipment', 'Équipement de sécurité'],
    ['46161604 39111702 52161533 46181705', ''],
    60,
    'attractive',
    'quantity',
  ),
  category('METAL_DETECTOR', ['Metal detector', 'Détecteur de métaux'], ['41111903', '8543.70'], 84),
  category('SOFTWARE', ['Software licence', 'Licence de logiciel'], ['', ''], null),
];

const byCode = new Map(CATEGORIES.map((one) => [one.code, one]));

export function categoryOf(code: string): Category | undefined {
  return byCode.get(code);
}
