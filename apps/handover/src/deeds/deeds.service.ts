import { DeedEffectiveV1 } from '@dotation/contracts';
import type { Signature } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import type { Cause } from '@dotation/messaging';
import { actingOn, Commands, onePersons, Queries, settled, uuidv7 } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { devicesInScope, standingsOf } from '../consignments/consignments.queries.js';
import { requireKnown, unknownPeople } from '../directory/references.queries.js';
import { openNumbered } from '../documents/documents.queries.js';
import { checkedRows } from '../documents/rows.rules.js';
import { signatureOf } from '../documents/signature.dto.js';
import { lastTime } from '../documents/time.rules.js';
import { expectEffects, expectLotEffects } from '../effects/effects.queries.js';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import { clockFindings } from '../handovers/consequences.queries.js';
import { lockLots, lotsInScope } from '../lots/lots.queries.js';
import { donateLots, type DonatedLot } from './deed-lot.rules.js';
import { donableLots, insertDeedLots } from './deed-lots.queries.js';
import { makeDeed, type AnnexLine } from './deed.rules.js';
import type { DeedDto, DeedListItemDto, DeedsQuery, RecordDeed } from './deeds.dto.js';
import { donableOf, donatedOf, listDeeds, readDeed } from './deeds.queries.js';

const annexShape = { deviceId: 'uuid', 'valueMinor?': 'integer', 'currency?': 'text' } as const;

const lotShape = { lotId: 'uuid', quantity: 'integer', 'valueMinor?': 'integer', 'currency?': 'text' } as const;

@Injectable()
export class DeedsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** T14: title passes to the State by a deed of its own; who holds the devices is another question. */
  recordDeed(input: RecordDeed, command: Command): Promise<DeedDto> {
    const rows = checkedRows<Pick<AnnexLine, 'deviceId'> & Partial<AnnexLine>>('lines', annexShape, input.lines);
    type LotRow = Pick<DonatedLot, 'lotId' | 'quantity'> & Partial<DonatedLot>;
    const saidLots = checkedRows<LotRow>('lots', lotShape, input.lots ?? []);
    const lotIds = saidLots.map(({ lotId }) => lotId);
    const find = async (tx: EntityManager): Promise<{ deviceIds: string[]; visible: Set<string> }> => {
      const { beneficiaryUnitId: id } = input;
      await requireKnown(tx, [{ field: 'beneficiaryUnitId', kind: 'org_unit', id, own: true }]);
      const named = rows.map(({ deviceId }) => deviceId);
      return { deviceIds: await devicesInScope(tx, named), visible: await lotsInScope(tx, lotIds) };
    };
    const answer = (tx: EntityManager): Promise<DeedDto> => readDeed(tx, command.key);
    const deed = actingOn({ find, answer }, async (tx, { deviceIds, visible }) => {
      const { key: id, recordedAt } = command;
      const { at: signedAt, said } = lastTime(
        { field: 'signedAt', at: input.signedAt },
        input.signatures.map((one, index) => ({ field: `signatures[${index}].signedAt`, at: one.signedAt })),
        command.occurredAt,
      );
      const effectiveAt = input.effectiveAt ? new Date(input.effectiveAt) : signedAt;
      const signatures = input.signatures.map((signature) => signatureOf(signature, signedAt));
      const known = await standingsOf(tx, deviceIds);
      const lines = rows.map(({ deviceId, valueMinor, currency }): AnnexLine => {
        const { costMinor = null, currency: own = null } = known.get(deviceId) ?? {};
        return { deviceId, valueMinor: valueMinor ?? costMinor ?? 0, currency: currency ?? own ?? 'USD' };
      });
      const seen = lotIds.filter((lotId) => visible.has(lotId));
      await lockLots(tx, seen);
      const donable = await donableLots(tx, seen, recordedAt);
      const lots = saidLots.map(({ lotId, quantity, valueMinor, currency }): DonatedLot => {
        const { costMinor = null, currency: own = null } = donable.known.find((lot) => lot.lotId === lotId) ?? {};
        const value = valueMinor ?? (costMinor ?? 0) * quantity;
        return { lotId, quantity, valueMinor: value, currency: currency ?? own ?? 'USD' };
      });
      const { known: knownLots, allocated, donated } = donable;
      const problems = donateLots(input.beneficiaryUnitId, lots, knownLots, allocated, donated);
      const who = await onePersons(tx, signatures);
      const { annexHash } = makeDeed(
        {
          beneficiaryUnitId: input.beneficiaryUnitId,
          signatures: who,
          effectiveAt,
          annexHash: input.annexHash ?? null,
          lines,
          lots,
        },
        await donableOf(tx, known, recordedAt),
        await donatedOf(tx, deviceIds),
        recordedAt,
        problems,
      );
      const number = await openNumbered(tx, 'DEED', id, recordedAt);
      const made = { id, number, signatures, signedAt, effectiveAt, annexHash, lines };
      const numbered = await this.insert(tx, input, made, command);
      const ofLots = await insertDeedLots(tx, id, lots, knownLots);
      const header = {
        documentId: id,
        number,
        beneficiaryUnitId: input.beneficiaryUnitId,
        signatures,
        signedAt: signedAt.toISOString(),
        effectiveAt: effectiveAt.toISOString(),
        annexHash,
        ...(ofLots.length > 0 ? { lots: ofLots } : {}),
      };
      const cause: Cause = { ...command, occurredAt: effectiveAt };
      const told = numbered.map((line) => ({ ...line, effect: 'MOVES' as const }));
      const parts = await recordParts(tx, DeedEffectiveV1, header, told, cause);
      await expectEffects(tx, parts, { documentId: id });
      const lotLines = ofLots.map(({ lineId }) => lineId);
      await expectLotEffects(tx, parts[0]?.factId, lotLines, { documentId: id });
      const signers = signatures.map(({ personId }) => ({ personId, as: 'signer' }));
      const typed = said || Boolean(input.effectiveAt);
      const claimed = effectiveAt < signedAt ? effectiveAt : signedAt;
      const clock = await clockFindings(tx, claimed, typed, recordedAt);
      await openExceptions(tx, id, [...clock, ...(await unknownPeople(tx, signers))], recordedAt);
    });
    return this.commands.run(command, deed);
  }

  findDeed(id: string, reader: Principal, prefer: string | undefined): Promise<DeedDto> {
    const read = (): Promise<DeedDto> => this.queries.run(reader, (tx) => readDeed(tx, id));
    return settled(prefer, read, ({ progress }) => progress.settled);
  }

  listDeeds(query: DeedsQuery, reader: Principal): Promise<Page<DeedListItemDto>> {
    return this.queries.run(reader, (tx) => listDeeds(tx, query));
  }

  private async insert(
    tx: EntityManager,
    input: RecordDeed,
    deed: {
      id: string;
      number: string;
      signatures: Signature[];
      signedAt: Date;
      effectiveAt: Date;
      annexHash: string;
      lines: AnnexLine[];
    },
    { recordedAt, actorId }: Command,
  ): Promise<(AnnexLine & { lineId: string })[]> {
    await tx.query(
      `INSERT INTO deed (id, number, status, beneficiary_unit_id, place, conditions, signatures, signed_at, effective_at,
         annex_hash, recorded_at, recorded_by)
       VALUES ($1, $2, 'EFFECTIVE', $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        deed.id,
        deed.number,
        input.beneficiaryUnitId,
        input.place ?? null,
        input.conditions ?? [],
        JSON.stringify(deed.signatures),
        deed.signedAt,
        deed.effectiveAt,
        deed.annexHash,
        recordedAt,
        actorId,
      ],
    );
    const lines = deed.lines.map((line) => ({ lineId: uuidv7(), ...line }));
    await tx.query(
      `INSERT INTO deed_line (id, deed_id, row, device_id, value_minor, currency)
       SELECT id, $1, row, device_id, value_minor, currency
       FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::text[]) WITH ORDINALITY AS n(id, device_id, value_minor, currency, row)`,
      [
        deed.id,
        lines.map(({ lineId }) => lineId),
        lines.map(({ deviceId }) => deviceId),
        lines.map(({ valueMinor }) => valueMinor),
        lines.map(({ currency }) => currency),
      ],
    );
    return lines;
  }
}
