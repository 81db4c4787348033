import type { Condition, Lifecycle, Title, Use } from '@dotation/contracts';
import type { BlankReason, Element } from './register.rules.js';

export type Language = 'fr' | 'en';
type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<Language, string>>>>;

/** Domain §8.3, with its number before it: people sort and filter by that. */
const lifecycles: Words<Lifecycle> = {
  A01_RECEIVED_PENDING_INSPECTION: {
    fr: 'A01 Reçu, en attente de réception technique',
    en: 'A01 Received, inspection pending',
  },
  A02_REJECTED: { fr: 'A02 Rejeté', en: 'A02 Rejected' },
  A03_RETURNED_TO_SUPPLIER: { fr: 'A03 Retourné au fournisseur', en: 'A03 Returned to supplier' },
  A04_IN_STOCK: { fr: 'A04 En stock', en: 'A04 In stock' },
  A05_ALLOCATED: { fr: 'A05 Affecté', en: 'A05 Allocated' },
  A06_IN_TRANSIT_OUT: { fr: 'A06 En cours d’acheminement', en: 'A06 In transit' },
  A07_DELIVERED_PENDING_ACK: { fr: 'A07 Livré, accusé en attente', en: 'A07 Delivered, acknowledgement pending' },
  A08_HANDED_OVER: { fr: 'A08 Remis', en: 'A08 Handed over' },
  A09_IN_SERVICE: { fr: 'A09 En service', en: 'A09 In service' },
  A10_IN_MAINTENANCE: { fr: 'A10 En entretien / réparation', en: 'A10 In maintenance' },
  A11_IN_TRANSIT_TRANSFER: { fr: 'A11 En cours de mutation', en: 'A11 In transfer' },
  A12_UNSERVICEABLE: { fr: 'A12 Hors d’usage', en: 'A12 Unserviceable' },
  A13_MISSING: { fr: 'A13 Manquant', en: 'A13 Missing' },
  A14_STOLEN: { fr: 'A14 Volé', en: 'A14 Stolen' },
  A15_SEIZED_CONFLICT: { fr: 'A15 Saisi / pillé (conflit)', en: 'A15 Seized or looted (conflict)' },
  A16_INACCESSIBLE: { fr: 'A16 Inaccessible', en: 'A16 Inaccessible' },
  A17_RECOVERED: { fr: 'A17 Retrouvé', en: 'A17 Recovered' },
  A18_WRITTEN_OFF: { fr: 'A18 Sorti d’inventaire', en: 'A18 Written off' },
  A19_DISPOSED: { fr: 'A19 Cédé / vendu / mis au rebut', en: 'A19 Disposed of' },
  A20_VOIDED: { fr: 'A20 Annulé (erreur de saisie)', en: 'A20 Voided (wrong record)' },
};

const titles: Words<Title> = {
  SUPPLIER: { fr: 'Fournisseur', en: 'Supplier' },
  IOM_CONDITIONAL: { fr: 'OIM, sous conditions', en: 'IOM, conditional' },
  FEDERALLY_OWNED: { fr: 'Gouvernement des États-Unis', en: 'United States Government' },
  STATE_DRC: { fr: 'État (RDC)', en: 'State (DRC)' },
  THIRD_PARTY: { fr: 'Tiers', en: 'Third party' },
};

const conditions: Words<Condition> = {
  EXCELLENT: { fr: 'Excellent', en: 'Excellent' },
  USABLE: { fr: 'Utilisable', en: 'Usable' },
  REPAIRABLE: { fr: 'Réparable', en: 'Repairable' },
  SALVAGE: { fr: 'À récupérer pour pièces', en: 'Salvage' },
  SCRAP: { fr: 'Rebut', en: 'Scrap' },
  UNKNOWN: { fr: 'Inconnu', en: 'Unknown' },
};

const uses: Words<Use> = {
  IN_USE_AUTHORISED: { fr: 'Utilisé comme prévu', en: 'In use as authorised' },
  IN_USE_OTHER: { fr: 'Utilisé autrement', en: 'In other use' },
  IDLE_READY: { fr: 'Inutilisé, prêt', en: 'Idle, ready' },
  IDLE_BLOCKED: { fr: 'Inutilisé, empêché', en: 'Idle, blocked' },
  NOT_YET_DEPLOYED: { fr: 'Pas encore déployé', en: 'Not yet deployed' },
  UNKNOWN: { fr: 'Inconnu', en: 'Unknown' },
};

const elements: Words<Element> = {
  DESCRIPTION: { fr: 'désignation', en: 'description' },
  IDENTIFICATION: { fr: 'identification', en: 'identification' },
  FUNDING_SOURCE: { fr: 'source de financement', en: 'source of funding' },
  TITLE: { fr: 'titre de propriété', en: 'title' },
  ACQUISITION_DATE: { fr: 'date d’acquisition', en: 'acquisition date' },
  COST: { fr: 'coût', en: 'cost' },
  FEDERAL_PARTICIPATION: { fr: 'participation fédérale', en: 'federal participation' },
  LOCATION: { fr: 'lieu', en: 'location' },
  USE: { fr: 'usage', en: 'use' },
  CONDITION: { fr: 'état', en: 'condition' },
  DISPOSITION: { fr: 'cession', en: 'disposition' },
};

const reasons: Words<BlankReason> = {
  NOT_DESCRIBED: { fr: 'non décrit', en: 'not described' },
  NO_SERIAL_NOR_TAG: { fr: 'ni n° de série ni étiquette', en: 'neither serial nor tag' },
  NO_ORDER_YET: { fr: 'pas encore de commande', en: 'no order yet' },
  SHARES_NOT_100: { fr: 'les parts ne font pas 100 %', en: 'shares are not 100 %' },
  AWARD_UNKNOWN: { fr: 'subvention inconnue', en: 'award not known' },
  TITLE_UNKNOWN: { fr: 'propriétaire inconnu', en: 'owner not known' },
  NOT_YET_ACCEPTED: { fr: 'pas encore accepté', en: 'not yet accepted' },
  NO_COST: { fr: 'sans coût', en: 'no cost' },
  FEDERAL_UNKNOWN: { fr: 'part fédérale inconnue', en: 'federal share not known' },
  NO_CUSTODIAN: { fr: 'sans détenteur', en: 'no custodian' },
  REPORTED_MISSING: { fr: 'signalé manquant', en: 'reported missing' },
  NOT_SAID: { fr: 'non précisé', en: 'not said' },
  NOT_IN_SOURCE: { fr: 'absent de la source', en: 'not in the source' },
};

const origins: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  PURCHASE: { fr: 'Achat', en: 'Purchase' },
  REPLACEMENT: { fr: 'Remplacement', en: 'Replacement' },
  DONATED_IN: { fr: 'Don reçu', en: 'Donated in' },
  FOUND_AT_COUNT: { fr: 'Trouvé à l’inventaire', en: 'Found at count' },
  MIGRATED: { fr: 'Repris d’une ancienne liste', en: 'Taken over from an old list' },
};

const zeroCosts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  FREE: { fr: 'Gratuit', en: 'Free' },
  IN_KIT: { fr: 'Compris dans un kit', en: 'In a kit' },
  REPLACEMENT: { fr: 'Remplacement', en: 'Replacement' },
};

const all = {
  lifecycle: lifecycles,
  title: titles,
  condition: conditions,
  use: uses,
  element: elements,
  reason: reasons,
};

/** Codes that facts may say as any text. */
const open = { origin: origins, zeroCost: zeroCosts };

type Kind = keyof typeof all | keyof typeof open;

/** A code in the words of a reader; a code that a later version brings stays a code. */
export function wordOf(kind: Kind, code: string, language: Language): string;
export function wordOf(kind: Kind, code: string | null, language: Language): string | null;
export function wordOf(kind: Kind, code: string | null, language: Language): string | null {
  if (code === null) return null;
  const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = { ...all, ...open }[kind];
  return words[code]?.[language] ?? code;
}
