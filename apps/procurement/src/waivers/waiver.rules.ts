/** A waiver in force where the goods are (AM-3). */
export interface Waiver {
  waiverId: string;
  rule: string;
  personIds: readonly string[];
}

/** The waivers that let this person off this rule. */
export function waiversOf(rule: string, personId: string | undefined, waivers: readonly Waiver[]): string[] {
  return waivers
    .filter((one) => one.rule === rule && one.personIds.some((id) => id === personId))
    .map(({ waiverId }) => waiverId);
}
