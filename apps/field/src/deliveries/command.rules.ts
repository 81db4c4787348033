import { modelKey, type Draft, type Mark } from './draft.rules.js';

export type Channel = 'OWN_PHONE' | 'GIVERS_PHONE' | 'PAPER_TRANSCRIBED';
export type Capacity = 'HEAD' | 'ACTING_HEAD' | 'DELEGATE';

/** Who signed, where and before whom (AM-1). */
export interface Signing {
  personId: string;
  capacity: Capacity;
  rank: string | null;
  channel: Channel;
  mandateId: string | null;
  giverId: string | null;
  witnessId: string | null;
  signatureSha256: string | null;
  sheetSha256: string | null;
  /** By the phone's clock; typed from the sheet for paper. */
  signedAt: string;
  installationId: string | null;
}

/**
 * The whole sheet in one command, with a word on every line: the server never concludes that something is missing from its
 * not being there.
 */
export function acknowledgement(draft: Draft, signing: Signing): Record<string, unknown> {
  const { waybillId, consignment } = draft;
  return {
    kind: 'FIRST',
    orgUnitId: consignment.orgUnitId,
    waybillIds: [waybillId],
    signedAt: signing.signedAt,
    signature: {
      ...{ personId: signing.personId, capacity: signing.capacity, signedAt: signing.signedAt },
      ...(signing.rank ? { rank: signing.rank } : {}),
      ...(signing.signatureSha256 ? { imageSha256: signing.signatureSha256 } : {}),
    },
    channel: signing.channel,
    ...(signing.mandateId ? { mandateId: signing.mandateId } : {}),
    ...(signing.giverId ? { giverId: signing.giverId } : {}),
    ...(signing.witnessId ? { witnessId: signing.witnessId } : {}),
    ...(signing.sheetSha256 ? { sheetSha256: signing.sheetSha256 } : {}),
    ...(signing.installationId ? { installationId: signing.installationId } : {}),
    lines: [...[...draft.marks].reverse().map(lineOf), ...counted(draft)],
  };
}

function lineOf({ code, outcome, condition, remark, confirmedBy, photo }: Mark): Record<string, unknown> {
  const said = [remark.trim(), ...(photo ? [`[photo ${photo}]`] : [])].filter(Boolean).join(' ');
  return {
    ...{ code, outcome },
    ...(condition && outcome !== 'NOT_ARRIVED' ? { condition } : {}),
    ...(said ? { [outcome === 'ACCEPTED_WITH_RESERVE' ? 'reserve' : 'remark']: said } : {}),
    ...(confirmedBy && outcome.startsWith('ACCEPTED') ? { confirmedBy } : {}),
  };
}

/** AM-22: by number where somebody counted; a number of none is said tag by tag. */
function counted({ waybillId, counts, consignment, marks }: Draft): Record<string, unknown>[] {
  const said = new Set(marks.map(({ lineId }) => lineId));
  const open = consignment.lines.filter(({ countable, lineId }) => countable && !said.has(lineId));
  return [...Map.groupBy(open, modelKey)].flatMap(([key, lines]) => {
    const [first] = lines;
    const count = counts[key] ?? 0;
    if (!first || count < 1) return [];
    const { model, maker } = first;
    return [{ waybillId, model, maker, count, outcome: 'ACCEPTED', condition: 'EXCELLENT' }];
  });
}

/** The files a draft holds on to: until they are sent, the PV is provisional for them too. */
export function filesOf({ marks }: Draft, { signatureSha256, sheetSha256 }: Signing): string[] {
  const all = [...marks.map(({ photo }) => photo), signatureSha256, sheetSha256];
  return [...new Set(all.flatMap((hash) => hash ?? []))];
}

export interface Totals {
  accepted: number;
  reserve: number;
  refused: number;
  missing: number;
  unexpected: number;
}

export function totalsOf({ marks, counts, consignment }: Draft): Totals {
  const of = (outcome: Mark['outcome']): number => marks.filter((mark) => mark.outcome === outcome).length;
  const models = new Set(consignment.lines.map(modelKey));
  const byNumber = Object.entries(counts).reduce((sum, [key, count]) => sum + (models.has(key) ? count : 0), 0);
  return {
    accepted: of('ACCEPTED') + byNumber,
    reserve: of('ACCEPTED_WITH_RESERVE'),
    refused: of('REFUSED'),
    missing: of('NOT_ARRIVED'),
    unexpected: of('NOT_ANNOUNCED'),
  };
}
