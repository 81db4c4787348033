// The list that two heads go through (T17): all that the unit holds by a document of handover, and nothing else.

interface HeldDevice {
  tag: string | null;
  serial: string | null;
}
export interface Line {
  code: string;
  present: boolean;
  reserve?: string | undefined;
}
export interface Quantity {
  lotId: string;
  lotNumber: string;
  maker: string;
  model: string;
  quantity: number;
}
interface LotLine {
  lotId: string;
  present: number;
  reserve?: string | undefined;
}

export const nameOf = ({ tag, serial }: HeldDevice): string => tag ?? serial ?? '';

/**
 * What came by an old list is in the register and was never handed over: handover would refuse its line (AM-13). What was lost and found
 * again was.
 */
const byHandover = ['HANDOVER', 'RECTIFYING_HANDOVER', 'COMMAND_HANDOVER', 'INCIDENT'];

/** The list to begin with; nothing on it has been seen yet. What it leaves out may be put on it. */
export const listOf = (held: readonly { device: HeldDevice; document: { kind: string | null } }[]): Line[] =>
  held
    .filter(({ document: { kind } }) => kind === null || byHandover.includes(kind))
    .map(({ device }) => ({ code: nameOf(device), present: false }));

export const leftOut = (lines: readonly Line[], code: string): Line[] => lines.filter((line) => line.code !== code);
export const putBack = (lines: readonly Line[], code: string): Line[] => [
  ...leftOut(lines, code),
  { code, present: false },
];

/** One lot may stand in several places of the unit: it is counted once (AM-9). */
export const lotsOf = (quantities: readonly Quantity[]): Quantity[] =>
  [...Map.groupBy(quantities, ({ lotId }) => lotId).values()].map((own) => ({
    ...own[0]!,
    quantity: own.reduce((sum, { quantity }) => sum + quantity, 0),
  }));

/** As if all of it were there; who counts fewer says so. */
export const countsOf = (lots: readonly Quantity[]): LotLine[] =>
  lots.map(({ lotId, quantity }) => ({ lotId, present: quantity }));
