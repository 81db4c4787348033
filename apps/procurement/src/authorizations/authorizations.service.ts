import { AuthorizationMatrixSetV1 } from '@dotation/contracts';
import { record } from '@dotation/messaging';
import { Commands, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { procurementError } from '../errors.js';
import { awaitKnown, onePersons, requireKnown, type Reference } from '../references/references.queries.js';
import { checkBegin, confirmMatrix, matrixProblems } from './authorization.rules.js';
import type { MatrixDto, MatricesQuery, ProposeMatrix } from './authorizations.dto.js';
import { confirm, insertMatrix, knownAwards, lockMatrix, matrixById, matrixPage } from './authorizations.queries.js';

/** The purchase authorization matrix: dated, whole, and set by two persons (AM-30). */
@Injectable()
export class AuthorizationsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** A proposal is a wish, so it is a row without a fact. */
  async proposeMatrix(input: ProposeMatrix, command: Command): Promise<MatrixDto> {
    const references = input.rows.map(({ personId }, index): Reference => ({
      field: `rows[${index}].personId`,
      kind: 'PERSON',
      id: personId,
    }));
    await awaitKnown(this.queries, command.principal, references);
    return this.commands.run(command, async (tx) => {
      await requireKnown(tx, references);
      const { key: id, actorId: proposedBy, recordedAt: proposedAt } = command;
      const validFrom = input.validFrom ? new Date(input.validFrom) : null;
      checkBegin(validFrom, proposedAt);
      const rows = input.rows.map((row) => ({
        awardId: row.awardId?.toLowerCase() ?? null,
        role: row.role ?? null,
        personId: row.personId?.toLowerCase() ?? null,
        ...{ upToMinor: row.upToMinor, currency: row.currency, approvers: row.approvers ?? 1 },
      }));
      const awards = await knownAwards(
        tx,
        rows.flatMap(({ awardId }) => awardId ?? []),
      );
      const problems = matrixProblems(rows, awards);
      if (problems.length > 0) throw procurementError('matrix-refused', problems[0]?.detail, problems);
      const { reason, documentSha256 = null } = input;
      const matrix = { id, validFrom, reason, documentSha256, proposedBy, proposedAt, rows };
      const open = { ...matrix, confirmedBy: null, confirmedAt: null };
      await insertMatrix(tx, open);
      return { ...open, status: 'OPEN' as const };
    });
  }

  confirmMatrix(id: string, command: Command): Promise<MatrixDto> {
    return this.commands.run(command, async (tx) => {
      const matrix = await lockMatrix(tx, id);
      const { actorId, recordedAt } = command;
      const { proposedBy, reason, documentSha256, rows } = matrix;
      const one = await onePersons(tx, { proposedBy, actorId });
      const persons = rows.flatMap(({ personId }) => personId ?? []);
      const named = await onePersons(tx, Object.fromEntries(persons.map((person) => [person, person])));
      const proposal = { ...matrix, proposedBy: one.proposedBy };
      const validFrom = confirmMatrix(proposal, one.actorId, Object.values(named), recordedAt);
      await confirm(tx, id, actorId, recordedAt, validFrom);
      const told = { matrixId: id, validFrom: validFrom.toISOString(), proposedBy, reason, documentSha256, rows };
      await record(tx, AuthorizationMatrixSetV1, id, told, command);
      return matrixById(tx, id);
    });
  }

  findMatrix(id: string, reader: Principal): Promise<MatrixDto> {
    return this.queries.run(reader, (tx) => matrixById(tx, id));
  }

  listMatrices(query: MatricesQuery, reader: Principal): Promise<Page<MatrixDto>> {
    return this.queries.run(reader, (tx) => matrixPage(tx, query));
  }
}
