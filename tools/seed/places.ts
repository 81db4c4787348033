import { seedId } from './ids.ts';

export interface DemoPlace {
  kind: string;
  name: string;
  /** Key of another demo place or of a chief town, or the ISO code of a province. */
  in: string;
  access?: string;
}

/** Provinces and their chief towns are of the reference data. */
export const demoPlaces: Record<string, DemoPlace> = {
  mission: { kind: 'SITE', name: 'Bureau de la mission, Gombe', in: 'CD-KN' },
  store: { kind: 'WAREHOUSE', name: 'Entrepôt central, Limete', in: 'CD-KN' },
  quarantine: { kind: 'ROOM', name: 'Local de quarantaine', in: 'store' },
  fieldOffice: { kind: 'SITE', name: 'Sous-bureau de Mbuji-Mayi', in: 'mbujiMayi' },
  mbujiMayiStore: { kind: 'WAREHOUSE', name: 'Dépôt de transit, Mbuji-Mayi', in: 'mbujiMayi' },
  cpKasaiOriental: { kind: 'SITE', name: 'Commissariat provincial du Kasaï-Oriental', in: 'mbujiMayi' },
  pmhMbujiMayi: { kind: 'SITE', name: 'Escadron PMH, quartier Bipemba', in: 'mbujiMayi' },
  gomaStore: { kind: 'WAREHOUSE', name: 'Dépôt de Goma', in: 'goma', access: 'CONTROLLED_BY_ARMED_GROUP' },
  masisi: { kind: 'TERRITOIRE', name: 'Masisi', in: 'CD-NK', access: 'NO_ACCESS' },
  rubaya: { kind: 'VILLAGE', name: 'Rubaya', in: 'masisi', access: 'CONTROLLED_BY_ARMED_GROUP' },
  pmhRubaya: { kind: 'SITE', name: 'Escadron PMH de Rubaya', in: 'rubaya', access: 'NO_ACCESS' },
  lakeUnit: { kind: 'PORT', name: 'Port de Kalemie, police lacustre', in: 'kalemie' },
  walikale: { kind: 'VILLAGE', name: 'Walikale', in: 'CD-NK', access: 'RESTRICTED' },
  itebero: { kind: 'VILLAGE', name: 'Itebero', in: 'CD-NK', access: 'RESTRICTED' },
  manguredjipa: { kind: 'VILLAGE', name: 'Manguredjipa', in: 'CD-NK', access: 'RESTRICTED' },
  kasindi: { kind: 'BORDER_POST', name: 'Kasindi', in: 'CD-NK' },
  kavumu: { kind: 'VILLAGE', name: 'Kavumu', in: 'CD-SK', access: 'CONTROLLED_BY_ARMED_GROUP' },
  nzibira: { kind: 'VILLAGE', name: 'Nzibira', in: 'CD-SK', access: 'NO_ACCESS' },
  uvira: { kind: 'VILLE', name: 'Uvira', in: 'CD-SK', access: 'RESTRICTED' },
  bukavuPort: { kind: 'PORT', name: 'Port de Bukavu', in: 'bukavu', access: 'CONTROLLED_BY_ARMED_GROUP' },
  gomaPort: { kind: 'PORT', name: 'Port de Goma', in: 'goma', access: 'CONTROLLED_BY_ARMED_GROUP' },
  misisi: { kind: 'VILLAGE', name: 'Misisi', in: 'CD-SK', access: 'RESTRICTED' },
  luhihi: { kind: 'VILLAGE', name: 'Luhihi', in: 'CD-SK', access: 'CONTROLLED_BY_ARMED_GROUP' },
  kamituga: { kind: 'VILLAGE', name: 'Kamituga', in: 'CD-SK', access: 'RESTRICTED' },
  kitutu: { kind: 'VILLAGE', name: 'Kitutu', in: 'CD-SK', access: 'RESTRICTED' },
  numbi: { kind: 'VILLAGE', name: 'Numbi', in: 'CD-SK', access: 'CONTROLLED_BY_ARMED_GROUP' },
  katogota: { kind: 'VILLAGE', name: 'Katogota', in: 'CD-SK', access: 'CONTROLLED_BY_ARMED_GROUP' },
  kalehePort: { kind: 'PORT', name: 'Port de Kalehe', in: 'CD-SK', access: 'CONTROLLED_BY_ARMED_GROUP' },
  minovaPort: { kind: 'PORT', name: 'Port de Minova', in: 'CD-SK', access: 'CONTROLLED_BY_ARMED_GROUP' },
  barakaPort: { kind: 'PORT', name: 'Port de Baraka', in: 'CD-SK', access: 'RESTRICTED' },
  buniaPost: { kind: 'BORDER_POST', name: 'Poste de la police des frontières, Bunia', in: 'CD-IT' },
  kinduPost: { kind: 'SITE', name: 'Escadron PMH de Kindu', in: 'CD-MA' },
  aru: { kind: 'BORDER_POST', name: 'Aru', in: 'CD-IT' },
  mahagi: { kind: 'BORDER_POST', name: 'Mahagi', in: 'CD-IT', access: 'RESTRICTED' },
  mahagiPort: { kind: 'PORT', name: 'Mahagi-Port', in: 'CD-IT', access: 'RESTRICTED' },
  kasenyiPort: { kind: 'PORT', name: 'Port de Kasenyi', in: 'CD-IT', access: 'RESTRICTED' },
  tchomiaPort: { kind: 'PORT', name: 'Port de Tchomia', in: 'CD-IT', access: 'RESTRICTED' },
  mobaPort: { kind: 'PORT', name: 'Port de Moba', in: 'CD-TA' },
  mistaken: { kind: 'SITE', name: 'Dépôt saisi par erreur', in: 'CD-KN' },
  mistaken2: { kind: 'SITE', name: 'Bureau saisi par erreur', in: 'CD-KN' },
  mistaken3: { kind: 'SITE', name: 'Poste saisi par erreur', in: 'CD-KN' },
  formerStore: { kind: 'WAREHOUSE', name: 'Ancien dépôt de Beni', in: 'CD-NK' },
  borderUnit: { kind: 'BORDER_POST', name: 'Poste frontière de Kasumbalesa', in: 'CD-HK' },
};

export const placeId = (key: string): string => seedId(`place ${key}`);

/** How chief towns can be reached; the reference data calls everything normal, each installation says better. */
export const townAccess: Record<string, { access: string; from: string; reason: string }> = {
  goma: { access: 'CONTROLLED_BY_ARMED_GROUP', from: '2025-01-28T00:00:00Z', reason: 'Ville aux mains du M23/AFC' },
  bukavu: { access: 'CONTROLLED_BY_ARMED_GROUP', from: '2025-02-16T00:00:00Z', reason: 'Ville aux mains du M23/AFC' },
};
