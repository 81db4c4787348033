import type { Lifecycle } from '@dotation/contracts';

export interface Component {
  lifecycle: Lifecycle;
  custody: { partyId: string; placeId: string };
}

/** Not there to be used, wherever it is. */
const absent: readonly Lifecycle[] = [
  'A02_REJECTED',
  'A03_RETURNED_TO_SUPPLIER',
  'A13_MISSING',
  'A14_STOLEN',
  'A15_SEIZED_CONFLICT',
  'A18_WRITTEN_OFF',
  'A19_DISPOSED',
  'A20_VOIDED',
];

/**
 * A kit has no custody of its own (AM-10): it is complete when all its components are with one custodian at one place.
 * `together` counts the largest such group.
 */
export function completenessOf(components: readonly Component[]): { together: number; of: number; complete: boolean } {
  const counted = components.filter(({ lifecycle }) => lifecycle !== 'A20_VOIDED');
  const groups = new Map<string, number>();
  for (const { lifecycle, custody } of counted) {
    if (absent.includes(lifecycle)) continue;
    const group = `${custody.partyId} ${custody.placeId}`;
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const together = Math.max(0, ...groups.values());
  return { together, of: counted.length, complete: counted.length > 0 && together === counted.length };
}
