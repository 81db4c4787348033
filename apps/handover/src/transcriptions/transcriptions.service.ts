import { TranscriptionCheckedV1 } from '@dotation/contracts';
import { recordParts } from '@dotation/messaging';
import { actingOn, Commands, onePersons, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { openExceptions } from '../exceptions/exceptions.queries.js';
import type { HandoverDto } from '../handovers/handovers.dto.js';
import { waybillsFor } from '../handovers/handovers.queries.js';
import { handoverOf } from '../handovers/read-handover.queries.js';
import { findHandover } from '../handovers/signed-handover.queries.js';
import { checkTranscription } from './transcription.rules.js';
import type { CheckTranscription, TranscriptionDto, TranscriptionsQuery } from './transcriptions.dto.js';
import { confirmedLines, listTranscriptions, saveCheck, transcribed } from './transcriptions.queries.js';

/** What was written down for a receiver, compared with the sheet he signed (AM-1). */
@Injectable()
export class TranscriptionsService {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  /** The word of the person who sends this: nobody looks at a sheet for another. */
  checkTranscription(id: string, input: CheckTranscription, command: Command): Promise<HandoverDto> {
    const check = actingOn(handoverOf(id), async (tx) => {
      const { actorId: checkedBy, recordedAt } = command;
      const { number, waybillIds, orgUnitId } = await findHandover(tx, id, 'lock');
      const officers = (await waybillsFor(tx, waybillIds, orgUnitId)).map(({ officerPersonId }) => officerPersonId);
      const { result, sheetSha256 } = input;
      const remark = input.remark ?? null;
      const who = await onePersons(tx, { pv: await transcribed(tx, id), checkedBy, officers });
      checkTranscription(who.pv, { checkedBy: who.checkedBy, result, remark, sheetSha256 }, who.officers);
      const said = { result, remark, checkedBy, checkedAt: recordedAt.toISOString() };
      await saveCheck(tx, id, said);
      const header = { documentId: id, number, sheetSha256, ...said };
      await recordParts(tx, TranscriptionCheckedV1, header, await confirmedLines(tx, id), command);
      if (remark === null || result === 'MATCHES') return;
      await openExceptions(tx, id, [{ code: 'TRANSCRIPTION_DIFFERS', detail: remark }], recordedAt);
    });
    return this.commands.run(command, check);
  }

  listTranscriptions(query: TranscriptionsQuery, reader: Principal): Promise<Page<TranscriptionDto>> {
    return this.queries.run(reader, (tx) => listTranscriptions(tx, query));
  }
}
