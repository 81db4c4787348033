import { renderPaper } from '@dotation/documents';
import { beyondScope, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable } from '@nestjs/common';
import { HandoverConfig } from '../config.js';
import { handoverPaper } from './handover-paper.rules.js';
import { namesOnPaper } from './handover-paper.queries.js';
import { handoverPaperTemplate } from './handover-paper.template.js';
import { readHandover } from './read-handover.queries.js';

/** PVs as papers. */
@Injectable()
export class HandoverPapersService {
  constructor(
    private readonly queries: Queries,
    private readonly config: HandoverConfig,
  ) {}

  /** Printed after the reading is over: no connection waits for the printer. */
  async print(id: string, reader: Principal): Promise<{ number: string; pdf: Buffer }> {
    const paper = await this.queries.run(reader, async (tx) => {
      const pv = await readHandover(tx, id);
      // Whoever reads the PV reads whom and where it is about: the paper is the same for everybody.
      return handoverPaper(pv, await beyondScope(tx, () => namesOnPaper(tx, id)), this.config.publicUrl);
    });
    return { number: paper.number, pdf: await renderPaper(handoverPaperTemplate, paper) };
  }
}
