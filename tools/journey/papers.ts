import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cast, PersonKey } from './cast.ts';
import type { Story } from './story.ts';
import type { Trace } from './trace.ts';

/** Which papers a document has, and who prints them here; what is not named has none. */
const papersOf: Record<string, [reader: PersonKey, ...paths: string[]]> = {
  PURCHASE_ORDER: ['buyer', '/procurement/purchase-orders/{id}/paper'],
  RECEIPT: ['storekeeper', '/procurement/receipts/{id}/paper'],
  INSPECTION: ['inspector1', '/procurement/inspections/{id}/paper'],
  TAGGING: ['storekeeper', '/assets/taggings/{id}/labels'],
  WAYBILL: ['dispatcher', '/handover/waybills/{id}/release/paper', '/handover/waybills/{id}/paper'],
  HANDOVER: ['fieldOfficer', '/handover/handovers/{id}/paper'],
  RECTIFICATION: ['fieldOfficer', '/handover/rectifications/{id}/paper'],
  DEED: ['approver', '/handover/deeds/{id}/paper'],
};

/** The papers of all documents of one device's life, and its own sheet, as files in a folder. */
export async function writePapers(cast: Cast, story: Story, trace: Trace, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const documents = new Map(
    trace.events.flatMap(({ document }) => (document ? [[document.id, document] as const] : [])),
  );
  const files: string[] = [];
  const write = async (reader: PersonKey, path: string, name: string): Promise<void> => {
    const file = `${String(files.length + 1).padStart(2, '0')}-${name.replaceAll(/[^\w-]+/g, '-')}.pdf`;
    writeFileSync(join(folder, file), await cast.as(reader).file(path));
    files.push(file);
  };
  for (const { id, kind, number } of documents.values()) {
    const [reader, ...paths] = papersOf[kind ?? ''] ?? [];
    if (reader === undefined) continue;
    for (const path of paths) {
      const what = path.includes('/release/') ? '-release' : path.endsWith('/labels') ? '-labels' : '';
      await write(reader, path.replace('{id}', id), `${number ?? kind}${what}`);
    }
  }
  await write('auditor', `/audit/devices/${trace.device.deviceId}/paper`, trace.device.tag ?? 'device');
  story.chapter(`The papers of this story, in ${folder}`);
  for (const file of files) story.say(file);
  return files;
}
