import { seedId } from './ids.ts';

export interface DemoPlace {
  kind: string;
  name: string;
  /** Key of another demo place, or the ISO code of a province. */
  in: string;
  access?: string;
}

/** Parents stand before what lies in them. Every province is of the reference data. */
export const demoPlaces: Record<string, DemoPlace> = {
  mission: { kind: 'SITE', name: 'Bureau de la mission, Gombe', in: 'CD-KN' },
  store: { kind: 'WAREHOUSE', name: 'Entrepôt central, Limete', in: 'CD-KN' },
  quarantine: { kind: 'ROOM', name: 'Local de quarantaine', in: 'store' },
  mbujiMayi: { kind: 'VILLE', name: 'Mbuji-Mayi', in: 'CD-KE' },
  fieldOffice: { kind: 'SITE', name: 'Sous-bureau de Mbuji-Mayi', in: 'mbujiMayi' },
  mbujiMayiStore: { kind: 'WAREHOUSE', name: 'Dépôt de transit, Mbuji-Mayi', in: 'mbujiMayi' },
  cpKasaiOriental: { kind: 'SITE', name: 'Commissariat provincial du Kasaï-Oriental', in: 'mbujiMayi' },
  pmhMbujiMayi: { kind: 'SITE', name: 'Escadron PMH, quartier Bipemba', in: 'mbujiMayi' },
  goma: { kind: 'VILLE', name: 'Goma', in: 'CD-NK', access: 'CONTROLLED_BY_ARMED_GROUP' },
  gomaStore: { kind: 'WAREHOUSE', name: 'Dépôt de Goma', in: 'goma', access: 'CONTROLLED_BY_ARMED_GROUP' },
  masisi: { kind: 'TERRITOIRE', name: 'Masisi', in: 'CD-NK', access: 'NO_ACCESS' },
  rubaya: { kind: 'VILLAGE', name: 'Rubaya', in: 'masisi', access: 'CONTROLLED_BY_ARMED_GROUP' },
  pmhRubaya: { kind: 'SITE', name: 'Escadron PMH de Rubaya', in: 'rubaya', access: 'NO_ACCESS' },
  kalemie: { kind: 'VILLE', name: 'Kalemie', in: 'CD-TA' },
  lakeUnit: { kind: 'PORT', name: 'Port de Kalemie, police lacustre', in: 'kalemie' },
  borderUnit: { kind: 'BORDER_POST', name: 'Poste frontière de Kasumbalesa', in: 'CD-HK' },
};

export const placeId = (key: string): string => seedId(`place ${key}`);
