import { milliseconds, medianOf, say, timed, type Figure } from './figures.ts';
import { query, type Stage } from './stage.ts';

/** The property register of all devices, a page and the whole file, against reading the same lines in bare SQL once. */
export async function propertyRegister({ stack, cast }: Stage): Promise<Figure[]> {
  say('the property register …');
  const auditor = cast.as('auditor');
  const page = await medianOf(20, () => auditor.get('/audit/register?limit=100'));
  const file = await timed(async () => {
    const answer = await fetch(`${stack.baseUrl}/api/audit/register/file`, {
      headers: { authorization: `Bearer ${auditor.token}` },
    });
    let [bytes, lines] = [0, 0];
    for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
      bytes += piece.length;
      for (const byte of piece) if (byte === 10) lines += 1;
    }
    return { bytes, devices: lines - 1 };
  });
  const bare = await timed(() =>
    query(
      stack.adminUrl('audit'),
      `SELECT count(*), sum(length(lines::text)) FROM (
         SELECT json_agg(line ORDER BY device_seq) AS lines FROM device_fact WHERE device_seq IS NOT NULL GROUP BY device_id
       ) AS folded`,
    ),
  );
  const { devices, bytes } = file.result;
  return [
    {
      what: `the property register as CSV, ${devices.toLocaleString('en')} devices (${Math.round(bytes / 1e6)} MB)`,
      measured: `${milliseconds(file.ms)}; a page of 100: ${milliseconds(page)}`,
      floor: `the same lines grouped by bare SQL once: ${milliseconds(bare.ms)}`,
      ratio: bare.ms / file.ms,
      aim: '–',
      reached: null,
    },
  ];
}
