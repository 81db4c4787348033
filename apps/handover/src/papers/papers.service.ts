import { printPaper } from '@dotation/documents';
import { finished, type PaperForm } from '@dotation/documents/paper';
import { beyondScope, paperFile, PrintedPapers, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readDeed } from '../deeds/deeds.queries.js';
import { readHandover } from '../handovers/read-handover.queries.js';
import { readRectification } from '../rectifications/rectifications.queries.js';
import type { WaybillDto } from '../waybills/waybills.dto.js';
import { readWaybill } from '../waybills/waybills.queries.js';
import { deedPaper } from './deed-paper.rules.js';
import { handoverPaper } from './handover-paper.rules.js';
import { modelsOfDeed, namesAt, stepsOf, waybillNumbers } from './papers.queries.js';
import { rectificationPaper } from './rectification-paper.rules.js';
import { releaseOrderPaper, waybillPaper } from './waybill-paper.rules.js';

/**
 * What handover writes on paper. Whoever reads a document reads whom and where it is about: names are asked beyond his scope, and
 * the paper is the same for everybody who sees the same lines.
 */
@Injectable()
export class PapersService {
  constructor(
    private readonly queries: Queries,
    private readonly printed: PrintedPapers,
  ) {}

  handover(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#print(id, reader, async (tx) => {
      const pv = await readHandover(tx, id);
      const names = await beyondScope(tx, () => namesAt(tx, [pv.orgUnitId, pv.placeId], pv.signedAt));
      const waybills = await beyondScope(tx, () => waybillNumbers(tx, pv.waybillIds));
      return { form: handoverPaper(pv, names, waybills), signed: pv.contentHash };
    });
  }

  waybill(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#ofWaybill(id, reader, waybillPaper);
  }

  releaseOrder(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#ofWaybill(id, reader, releaseOrderPaper);
  }

  deed(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#print(id, reader, async (tx) => {
      const deed = await readDeed(tx, id);
      const names = await beyondScope(tx, () => namesAt(tx, [deed.beneficiaryUnitId], deed.signedAt));
      const models = await beyondScope(tx, () => modelsOfDeed(tx, id));
      return { form: deedPaper(deed, names, models) };
    });
  }

  rectification(id: string, reader: Principal): Promise<StreamableFile> {
    return this.#print(id, reader, async (tx) => {
      const pv = await readRectification(tx, id);
      const { receiver, giver, rectifiedAt } = pv;
      const names = await beyondScope(tx, () => namesAt(tx, [receiver.partyId, giver.partyId], rectifiedAt));
      return { form: rectificationPaper(pv, names) };
    });
  }

  #ofWaybill(id: string, reader: Principal, rule: typeof waybillPaper): Promise<StreamableFile> {
    return this.#print(id, reader, async (tx) => {
      const waybill = await readWaybill(tx, id);
      const steps = await stepsOf(tx, id);
      const names = await beyondScope(tx, () => namesAt(tx, named(waybill), waybill.departedAt ?? steps.draftedAt));
      return { form: rule(waybill, steps, names) };
    });
  }

  /** Printed after the reading is over: no connection waits for the printer. */
  async #print(
    documentId: string,
    reader: Principal,
    read: (tx: EntityManager) => Promise<{ form: PaperForm; signed?: string }>,
  ): Promise<StreamableFile> {
    const { form, ...signed } = await this.queries.run(reader, read);
    const paper = finished(form, { publicUrl: this.printed.publicUrl, ...signed });
    const pdf = await printPaper(paper);
    await this.printed.keep({ documentId, ...paper });
    return paperFile(paper.number, pdf);
  }
}

const named = ({ fromPlaceId, toPlaceId, toOrgUnitId, carrierId, officer }: WaybillDto): string[] => [
  ...[fromPlaceId, toPlaceId, toOrgUnitId, carrierId, officer.orgUnitId],
];
