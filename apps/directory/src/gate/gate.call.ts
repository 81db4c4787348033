import { AskGate, GateQuestion } from '@dotation/contracts';
import type { GateAnswer } from '@dotation/contracts';
import { OnCall } from '@dotation/messaging';
import { WorkerDatabase } from '@dotation/service';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { dossierOf } from './gate.queries.js';
import { judgeGate } from './gate.rules.js';

@Controller()
export class GateCall {
  constructor(private readonly database: WorkerDatabase) {}

  /** Asked by a service, for no person: the worker role answers. Reads everything as of one moment, so that a result recorded meanwhile counts wholly or not at all. */
  @OnCall(AskGate)
  async askGate(@Payload() question: GateQuestion): Promise<GateAnswer> {
    const { orgUnitId, signerId = null, mandateId = null, placeId = null, waybillIds = [] } = question;
    const awardIds = [...new Set(question.awardIds)];
    const asked = { orgUnitId, awardIds, signerId, mandateId, placeId };
    const source = await this.database.ready();
    const dossier = await source.transaction('REPEATABLE READ', (tx) => dossierOf(tx, asked));
    if (!dossier) return unknownUnit;
    const at = question.at.map((moment) => new Date(moment));
    return judgeGate({ orgUnitId, awardIds, signerId, waybillIds, at }, dossier);
  }
}

const unknownUnit: GateAnswer = {
  unitKnown: false,
  open: false,
  failures: [],
  vettingIds: [],
  dueDiligenceIds: [],
  headPersonId: null,
  placeId: null,
  signerKnown: false,
  authority: 'NONE',
  access: 'UNKNOWN',
};
