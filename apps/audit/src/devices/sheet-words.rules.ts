import type { Words } from '@dotation/documents/paper';

type List = Readonly<Record<string, Words>>;

export const LIFECYCLE_WORDS: List = {
  A01_RECEIVED_PENDING_INSPECTION: ['Reçu, en attente de réception technique', 'Received, to be inspected'],
  A02_REJECTED: ['Rejeté', 'Rejected'],
  A03_RETURNED_TO_SUPPLIER: ['Retourné au fournisseur', 'Returned to the supplier'],
  A04_IN_STOCK: ['En stock', 'In stock'],
  A05_ALLOCATED: ['Affecté', 'Allocated'],
  A06_IN_TRANSIT_OUT: ['En cours d’acheminement', 'On a waybill'],
  A07_DELIVERED_PENDING_ACK: ['Livré, accusé en attente', 'Delivered, not signed for'],
  A08_HANDED_OVER: ['Remis', 'Handed over'],
  A09_IN_SERVICE: ['En service', 'In service'],
  A10_IN_MAINTENANCE: ['En entretien ou réparation', 'In maintenance'],
  A11_IN_TRANSIT_TRANSFER: ['En cours de mutation', 'In transfer'],
  A12_UNSERVICEABLE: ['Hors d’usage', 'Unserviceable'],
  A13_MISSING: ['Manquant', 'Missing'],
  A14_STOLEN: ['Volé', 'Stolen'],
  A15_SEIZED_CONFLICT: ['Saisi ou pillé', 'Seized or looted'],
  A16_INACCESSIBLE: ['Inaccessible', 'Inaccessible'],
  A17_RECOVERED: ['Retrouvé', 'Recovered'],
  A18_WRITTEN_OFF: ['Sorti d’inventaire', 'Written off'],
  A19_DISPOSED: ['Cédé, vendu ou mis au rebut', 'Disposed of'],
  A20_VOIDED: ['Annulé (erreur de saisie)', 'Voided'],
};
export const TITLE_WORDS: List = {
  SUPPLIER: ['Fournisseur', 'Supplier'],
  IOM_CONDITIONAL: ['OIM, sous conditions', 'IOM, conditional'],
  FEDERALLY_OWNED: ['Gouvernement des États-Unis', 'Government of the United States'],
  STATE_DRC: ['État congolais', 'Congolese State'],
  THIRD_PARTY: ['Tiers', 'Third party'],
};
export const USE_WORDS: List = {
  IN_USE_AUTHORISED: ['Utilisé comme prévu', 'In authorised use'],
  IN_USE_OTHER: ['Utilisé autrement', 'In other use'],
  IDLE_READY: ['Inutilisé, prêt', 'Idle, ready'],
  IDLE_BLOCKED: ['Inutilisé, bloqué', 'Idle, blocked'],
  NOT_YET_DEPLOYED: ['Pas encore déployé', 'Not yet deployed'],
  UNKNOWN: ['Inconnu', 'Unknown'],
};
export const IDENTIFIER_WORDS: List = {
  ASSET_TAG: ['Étiquette', 'Asset tag'],
  MFR_SERIAL: ['N° de série du fabricant', "Maker's serial"],
  HULL: ['Coque', 'Hull'],
  ENGINE: ['Moteur', 'Engine'],
  PLATE: ['Plaque d’immatriculation', 'Licence plate'],
  RADIO_ID: ['Identifiant radio', 'Radio identifier'],
  TERMINAL_ID: ['Identifiant de terminal', 'Terminal identifier'],
};
