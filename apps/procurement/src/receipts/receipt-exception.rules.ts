/** Something on a receipt that a person should look at. Never a reason to refuse what happened. */
export interface ReceiptFinding {
  code: 'SIGNER_UNKNOWN' | 'CLOCK_SUSPECT';
  detail: string;
  personId: string | null;
  /** Rows of the request it is about; none where it is about the receipt. */
  rows: number[];
}

/** A person a receipt names, as what, and on which row. */
export interface NamedPerson {
  personId: string;
  as: string;
  row?: number;
}

export function peopleOf(
  { witnessId, driverId }: { witnessId?: string | null; driverId?: string | null },
  rows: readonly { row: number; secondSignatureId?: string }[],
): NamedPerson[] {
  const second = new Map(
    rows.flatMap(({ row, secondSignatureId }) => (secondSignatureId ? [[row, secondSignatureId] as const] : [])),
  );
  return [
    ...(witnessId ? [{ personId: witnessId.toLowerCase(), as: 'witness' }] : []),
    ...(driverId ? [{ personId: driverId.toLowerCase(), as: 'driver' }] : []),
    ...[...second].map(([row, personId]) => ({ personId: personId.toLowerCase(), as: 'second signature', row })),
  ];
}

/** One exception for each person directory does not know, whatever he is and on however many rows (AM-1). */
export function strangersAmong(people: readonly NamedPerson[], known: ReadonlySet<string>): ReceiptFinding[] {
  const strangers = new Set(people.map(({ personId }) => personId).filter((personId) => !known.has(personId)));
  return [...strangers].map((personId) => {
    const own = people.filter((one) => one.personId === personId);
    const roles = [...new Set(own.map(({ as }) => as))].join(', ');
    return {
      code: 'SIGNER_UNKNOWN',
      detail: `Directory does not know the ${roles} ${personId} yet.`,
      personId,
      rows: own.flatMap(({ row }) => row ?? []),
    };
  });
}

const day = 24 * 3_600_000;

/** CR-31, AM-24: what a device's clock says is late at worst; a date somebody typed may be wrong, and custody follows it. */
export function typedLongAgo(field: string, at: Date, recordedAt: Date, backdatedDays: number): ReceiptFinding[] {
  if (recordedAt.getTime() - at.getTime() <= backdatedDays * day) return [];
  const detail = `${field} is ${at.toISOString()}, typed more than ${backdatedDays} days later.`;
  return [{ code: 'CLOCK_SUSPECT', detail, personId: null, rows: [] }];
}
