import { renderPaper } from '@dotation/documents';
import { beyondScope, PrintedPapers, Queries } from '@dotation/service';
import type { Principal } from '@dotation/service';
import { Injectable, StreamableFile } from '@nestjs/common';
import { assetsError } from '../errors.js';
import { rollById } from '../rolls/rolls.queries.js';
import { readTagging } from '../taggings/taggings.queries.js';
import { isPublicHost, sheetsOf, tagsOfRoll, zplOf, type Label } from './label.rules.js';
import { labelSheetTemplate } from './label-sheet.template.js';
import { MOST_LABELS, type LabelsQuery } from './labels.dto.js';
import { boundBetween, labelsOfTagging } from './labels.queries.js';

/** Labels to stick on devices: sheets for any printer, ZPL for a Zebra. */
@Injectable()
export class LabelsService {
  constructor(
    private readonly queries: Queries,
    private readonly printed: PrintedPapers,
  ) {}

  async ofRoll(id: string, query: LabelsQuery, reader: Principal): Promise<StreamableFile> {
    const { labels, ...from } = await this.queries.run(reader, async (tx) => {
      const roll = await rollById(tx, id);
      if (!roll) throw assetsError('roll-not-found');
      const bound = await beyondScope(tx, () => boundBetween(tx, roll.firstTag, roll.lastTag));
      const tags = tagsOfRoll(roll, bound);
      return {
        number: roll.number,
        at: roll.issuedAt,
        labels: tags.map((tag) => ({ tag, model: null, serial: null })),
      };
    });
    return this.#print(from, labels, query);
  }

  async ofTagging(id: string, query: LabelsQuery, reader: Principal): Promise<StreamableFile> {
    const { labels, ...from } = await this.queries.run(reader, async (tx) => {
      const tagging = await readTagging(tx, id);
      if (!tagging) throw assetsError('tagging-not-found');
      const tags = tagging.lines.map(({ deviceId, tag }) => [deviceId, tag] as const);
      return { number: tagging.number, at: tagging.taggedAt, labels: await labelsOfTagging(tx, tags) };
    });
    return this.#print(from, labels, query);
  }

  async #print(
    { number, at }: { number: string; at: string },
    all: readonly Label[],
    query: LabelsQuery,
  ): Promise<StreamableFile> {
    const { format = 'pdf', place = 1, from = 1, count = all.length } = query;
    const { publicUrl } = this.printed;
    if (!isPublicHost(publicUrl)) {
      throw assetsError(
        'labels-need-public-host',
        'AM-15: set PUBLIC_URL to the address people will use for ten years.',
      );
    }
    const labels = all.slice(from - 1, from - 1 + count);
    if (labels.length === 0) throw assetsError('labels-none', `There are ${all.length} labels; none from ${from} on.`);
    if (labels.length > MOST_LABELS) {
      throw assetsError('labels-too-many', `${labels.length} labels: print them in parts, with from and count.`);
    }
    if (format === 'zpl') {
      const disposition = `attachment; filename="${number}.zpl"`;
      return new StreamableFile(Buffer.from(zplOf(labels, publicUrl)), {
        type: 'text/plain; charset=utf-8',
        disposition,
      });
    }
    const pdf = await renderPaper(
      labelSheetTemplate,
      sheetsOf(labels, { first: place, day: at.slice(0, 10), publicUrl }),
    );
    const disposition = `inline; filename="${number}-labels.pdf"`;
    return new StreamableFile(pdf, { type: 'application/pdf', disposition, length: pdf.length });
  }
}
