import { Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { ruleValue } from '../directory/rule-values.queries.js';
import { blindSerials, receivingUnits, snapshotOf } from './field-snapshot.rules.js';
import type { FieldSnapshotDto } from './field-snapshots.dto.js';
import { openLines, openLots, unitsOf, waybillsOnTheWay } from './field-snapshots.queries.js';

/** Raised when a phone that knows only the fields of today could no longer read it. */
const schemaVersion = 1;

@Injectable()
export class FieldSnapshotsService {
  constructor(private readonly queries: Queries) {}

  /** Everything a phone needs to acknowledge with no network at all (AM-18, AM-22). */
  readSnapshot(reader: Principal): Promise<FieldSnapshotDto> {
    const { personId, roles } = reader;
    const names = [...new Set(roles.map(({ role }) => role))].sort();
    const officerId = names.includes('FIELD_OFFICER') ? personId : null;
    return this.queries.run(reader, async (tx) => {
      const own = await unitsOf(tx, receivingUnits(roles), personId);
      const waybills = await waybillsOnTheWay(
        tx,
        own.map(({ id }) => id),
        officerId,
      );
      const waybillIds = waybills.map(({ waybillId }) => waybillId);
      const lines = await openLines(tx, waybillIds);
      const consignments = snapshotOf(personId, waybills, lines, await openLots(tx, waybillIds));
      const unitIds = [...own.map(({ id }) => id), ...consignments.map(({ orgUnitId }) => orgUnitId)];
      const now = new Date();
      const rules = {
        blindSerials,
        clockToleranceMinutes: await ruleValue(tx, 'pv.clockToleranceMinutes', now),
        countersignDays: await ruleValue(tx, 'pv.countersignDays', now),
      };
      return { schemaVersion, personId, roles: names, rules, units: await unitsOf(tx, unitIds, null), consignments };
    });
  }
}
