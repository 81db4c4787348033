import { directoryError } from '../errors.js';

export interface NamedHead {
  /** Of many units the 1-based place; 0: the request as a whole. */
  row: number;
  field: 'personId' | 'headPersonId';
  personId: string | null;
}

/**
 * Who heads a unit signs for it, from whatever day on he is named. §13.1, CR-60: nobody gives himself that authority, and
 * system administration, today's or one to come, goes with no business at all.
 */
export function checkHeads(heads: readonly NamedHead[], by: string, administrators: readonly string[]): void {
  const refuse = (code: 'own-head' | 'administrator-as-head', detail: string, wrong: readonly NamedHead[]): void => {
    if (wrong.length === 0) return;
    throw directoryError(
      code,
      detail,
      wrong.map(({ row, field }) => ({ row, field, code, detail })),
    );
  };
  const isOneOf = (people: readonly string[]) =>
    heads.filter(({ personId }) => personId !== null && people.includes(personId.toLowerCase()));
  refuse('own-head', 'CR-60, §13.1: somebody else has to name you.', isOneOf([by]));
  refuse('administrator-as-head', 'CR-60: the person is SYS_ADMIN; withdraw that first.', isOneOf(administrators));
}
