import { CustomsFiledV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { actingOn, Commands } from '@dotation/service';
import type { Command } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { procurementError } from '../errors.js';
import { tidy } from '../makers/name.rules.js';
import { checkOpen, HOME } from '../shipments/shipment.rules.js';
import type { ShipmentDto } from '../shipments/shipment-answers.dto.js';
import { lockShipment, shipmentById, shipmentHead } from '../shipments/shipments.queries.js';
import type { CustomsFileDto, FileCustoms } from './customs.dto.js';
import { customsOf, insertCustoms } from './customs.queries.js';
import { changedFields, customsMissing, customsProblems } from './customs.rules.js';

type Papers = Omit<CustomsFileDto, 'id' | 'version' | 'recordedBy' | 'recordedAt'>;

/** The customs papers of a shipment: never changed, said again in a later version. */
@Injectable()
export class CustomsService {
  constructor(private readonly commands: Commands) {}

  fileCustoms(shipmentId: string, input: FileCustoms, command: Command): Promise<ShipmentDto> {
    const find = async (tx: EntityManager): Promise<void> => void (await shipmentHead(tx, shipmentId));
    const answer = (tx: EntityManager): Promise<ShipmentDto> => shipmentById(tx, shipmentId);
    const keep = actingOn({ find, answer }, async (tx) => {
      const { status, number, fromCountry } = await lockShipment(tx, shipmentId);
      checkOpen(status);
      if (fromCountry === HOME) {
        const detail = 'The shipment leaves from this country.';
        throw procurementError('customs-not-wanted', detail, [
          { row: 0, field: 'fromCountry', code: 'customs-not-wanted', detail },
        ]);
      }
      const papers = papersOf(input);
      const before = await customsOf(tx, shipmentId);
      const problems = customsProblems(papers, command.recordedAt);
      const changed = before === null || papers.reason !== null ? [] : changedFields(before, papers);
      for (const field of changed)
        problems.push({ field, code: 'reason-missing', detail: `${field} was said otherwise before: say the reason.` });
      const rows = problems.map((problem) => ({ row: 0, ...problem }));
      if (rows.length > 0) throw procurementError('customs-refused', rows[0]?.detail, rows);
      const { key: id, actorId: recordedBy, recordedAt } = command;
      const version = (before?.version ?? 0) + 1;
      await insertCustoms(tx, shipmentId, { ...papers, id, version, recordedBy, recordedAt });
      const complete = customsMissing(fromCountry, papers).length === 0;
      await tx.query(`UPDATE shipment SET customs_complete = $2 WHERE id = $1`, [shipmentId, complete]);
      const fact = { customsFileId: id, shipmentId, number, version, complete, ...papers };
      await record(tx, CustomsFiledV1, shipmentId, fact, command);
    });
    return this.commands.run(command, keep);
  }
}

function papersOf(input: FileCustoms): Papers {
  const text = (said: string | null | undefined): string | null => (said ? tidy(said) : null) || null;
  const { regime, declaredOn = null, declarationSha256 = null, exemptedOn = null, exemptionSha256 = null } = input;
  const { releasedOn = null, cifMinor = null, dutyMinor = null, currency = null, demurrageDays = null } = input;
  return {
    ...{ regime, declarationNumber: text(input.declarationNumber), declaredOn, office: text(input.office) },
    ...{ declarationSha256, exemptionNumber: text(input.exemptionNumber), exemptedOn, exemptionSha256 },
    ...{ feriNumber: text(input.feriNumber), avNumber: text(input.avNumber) },
    ...{ importLicenceNumber: text(input.importLicenceNumber), releasedOn, cifMinor, dutyMinor, currency },
    ...{ seals: input.seals ?? [], demurrageDays, reason: text(input.reason) },
  };
}
