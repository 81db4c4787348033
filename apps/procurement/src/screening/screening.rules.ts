import { nameKey } from '../makers/name.rules.js';
import { SECTION_889_FROM } from '../awards/award-terms.rules.js';
import type { RowProblem } from '../receipts/row-problem.rules.js';

/** A maker on the list, on the days it is on it (2 CFR 200.216, domain §9.5). */
export interface Prohibited {
  id: string;
  name: string;
  aliases: string[];
  /** The first three bytes of its network addresses, like `44:19:B6`. */
  macPrefixes: string[];
  effectiveFrom: string;
  /** The last day, or null. */
  effectiveTo: string | null;
  reason: string;
}

export type SubjectKind = 'SUPPLIER' | 'MAKER' | 'COMPONENT' | 'MAC';

/** Somebody or something that is looked for on the list; a maker goes by every spelling of its name. */
export interface Subject {
  kind: SubjectKind;
  /** Of the organisation or maker; null for a network address. */
  id: string | null;
  names: readonly string[];
}

export interface Hit {
  kind: SubjectKind;
  subjectId: string | null;
  /** The name or address as it stood there. */
  said: string;
  entityId: string;
  entity: string;
  /** MATCH: the name itself, or an address of its range. POSSIBLE: a longer name with a listed one in it. */
  strength: 'MATCH' | 'POSSIBLE';
  reason: string;
}

export const isEffective = ({ effectiveFrom, effectiveTo }: Prohibited, day: string): boolean =>
  effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo);

/** What of the list a subject meets on a day; of one entity the strongest. */
export function screen(subject: Subject, list: readonly Prohibited[], day: string): Hit[] {
  return list.filter((entity) => isEffective(entity, day)).flatMap((entity) => met(subject, entity) ?? []);
}

export function met(subject: Subject, entity: Prohibited): Hit | undefined {
  const hit = (said: string, strength: Hit['strength']): Hit => ({
    ...{ kind: subject.kind, subjectId: subject.id, said, entityId: entity.id, entity: entity.name, strength },
    reason: entity.reason,
  });
  if (subject.kind === 'MAC') {
    const said = subject.names.find((mac) => entity.macPrefixes.some((prefix) => mac.startsWith(prefix)));
    return said === undefined ? undefined : hit(said, 'MATCH');
  }
  const listed = [entity.name, ...entity.aliases];
  const keys = new Set(listed.map(nameKey));
  const same = subject.names.find((name) => keys.has(nameKey(name)));
  if (same !== undefined) return hit(same, 'MATCH');
  const near = subject.names.find((name) => listed.some((one) => stands(one, name)));
  return near === undefined ? undefined : hit(near, 'POSSIBLE');
}

const wordsOf = (name: string): string[] =>
  name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(nameKey)
    .filter(Boolean);

/** Whether the listed name stands whole in a longer one: “Hikvision” in “Hikvision Europe BV”; “ZTE” not in “Aztec”. */
function stands(listed: string, name: string): boolean {
  const words = wordsOf(listed);
  const within = new Set(wordsOf(name));
  return words.length > 0 && words.join('').length >= 3 && words.every((word) => within.has(word));
}

export type Decision = 'CLEARED' | 'CONFIRMED';

export interface Resolution {
  subjectId: string;
  entityId: string;
  decision: Decision;
  decidedBy: string;
}

/**
 * CR-02: whose name is listed is never ordered from; a possible match needs the resolution of a second person, who is none of
 * `ordering` (requester, buyer and who records the order). Persons by the ids that stay: who was recorded twice is one.
 */
export function prohibitedProblems(
  row: number,
  hits: readonly Hit[],
  resolutions: readonly Resolution[],
  ordering: readonly string[],
): RowProblem[] {
  return hits.flatMap((hit) => {
    const { kind, said, entity, entityId, subjectId, reason, strength } = hit;
    const field = kind === 'SUPPLIER' ? 'supplierId' : 'catalogueItemId';
    const named = `${nouns[kind]} ${said}`;
    const problem = (code: string, detail: string): RowProblem[] => [{ row, field, code, detail, subjectId, entityId }];
    if (strength === 'MATCH')
      return problem('prohibited', `The ${named} is on the list as ${entity}: ${reason} (CR-02)`);
    // The latest comes first.
    const resolution = resolutions.find((one) => one.subjectId === subjectId && one.entityId === entityId);
    if (resolution?.decision === 'CONFIRMED')
      return problem('prohibited', `The ${named} was found to be ${entity}: ${reason} (CR-02)`);
    if (!resolution)
      return problem('screening-unresolved', `The ${named} may be ${entity}: a second person resolves it (CR-02).`);
    return ordering.includes(resolution.decidedBy)
      ? problem('screening-not-second', `Who orders has resolved himself that ${said} is not ${entity} (CR-02).`)
      : [];
  });
}

/** A possible match that was last resolved as another company is none. */
export function withoutCleared<T extends Hit>(hits: readonly T[], resolutions: readonly Resolution[]): T[] {
  return hits.filter(({ strength, subjectId, entityId }) => {
    if (strength === 'MATCH') return true;
    const latest = resolutions.find((one) => one.subjectId === subjectId && one.entityId === entityId);
    return latest?.decision !== 'CLEARED';
  });
}

const nouns: Record<SubjectKind, string> = {
  ...{ SUPPLIER: 'supplier', MAKER: 'maker', COMPONENT: 'maker of a component', MAC: 'network address' },
};

/** CR-04: what was bought before the law is legacy and no violation, whatever is found on it later. */
export function isLegacy(boughtOn: string): boolean {
  return boughtOn < SECTION_889_FROM;
}

export interface Finding {
  row: number;
  lineId: string;
  decision: Decision | null;
  detail: string;
}

/** CR-03, AM-11: what is held by a finding is not accepted before a second person clears it; it may be rejected. */
export function heldProblems(findings: readonly Finding[], accepted: ReadonlySet<string>): RowProblem[] {
  return findings
    .filter(({ lineId, decision }) => accepted.has(lineId) && decision !== 'CLEARED')
    .map(({ row, decision, detail }) => ({
      ...{ row, field: 'exceptions', code: 'screening-hold' },
      detail: `${detail} ${decision === null ? 'A second person resolves it, or the device is rejected' : 'It is confirmed: reject the device'} (CR-03).`,
    }));
}

export type ReportClass = 'LEGACY_PRE_889' | 'HELD' | 'CLEARED' | 'REJECTED' | 'VIOLATION';

/** How the section 889 report calls a device with something of the list in it (CR-04, Q15). */
export function reportClass(
  boughtOn: string,
  result: 'ACCEPTED' | 'REJECTED' | null,
  decisions: readonly (Decision | null)[],
): ReportClass {
  if (isLegacy(boughtOn)) return 'LEGACY_PRE_889';
  if (result === 'REJECTED') return 'REJECTED';
  if (decisions.length > 0 && decisions.every((decision) => decision === 'CLEARED')) return 'CLEARED';
  return result === null ? 'HELD' : 'VIOLATION';
}
