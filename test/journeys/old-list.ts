import { writeTable } from '@dotation/documents';
import type { Cast } from '../../tools/journey/cast.ts';
import { Refused } from '../../tools/journey/client.ts';
import { oldProvinceId } from '../../tools/seed/provinces.ts';

export interface OldList {
  id: string;
  number: string;
  decidedAt: string;
  devices: number;
  register: { applied: number; refused: number; waiting: number };
}
interface Rows {
  items: { row: number; line: number; cells: Record<string, string>; devices: { deviceId: string }[] }[];
}

const said = 'La liste de 2014 ne le dit pas';
/** What an old list may leave unsaid, with a reason. */
export const blank = [
  'DESCRIPTION',
  'IDENTIFICATION',
  'FUNDING_SOURCE',
  'ACQUISITION_DATE',
  'COST',
  'LOCATION',
  'USE',
  'CONDITION',
];

export async function refusalOf(doing: Promise<unknown>): Promise<Refused> {
  const refused = await doing.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refused instanceof Refused) return refused;
  throw new Error(`It was not refused: ${String(refused)}`);
}

/** G8: “Katanga, 10 ordinateurs” of 2014, brought by one data steward and approved by the other (AM-13). */
export async function g8(cast: Cast): Promise<{
  list: OldList;
  rows: Rows['items'];
  dryRun: { rows: { problems: { code: string }[] }[] };
  refusals: string[];
}> {
  const [steward, second] = [cast.as('dataSteward'), cast.as('dataSteward2')];
  const file = await writeTable(
    'xlsx',
    ['Recensement des biens, 2014'],
    [
      ['Province', 'Désignation', 'Nombre'],
      ['Katanga', 'Ordinateurs', 10],
    ],
  );
  const send = async <T>(path: string, more: object): Promise<T> => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(file)]), 'liste-2014.xlsx');
    const list = {
      ...{ origin: 'MIGRATED', orgUnitId: cast.ids.orgUnits['commissariatGeneral'], title: 'STATE_DRC' },
      ...{ placeId: oldProvinceId('katanga'), ...more },
    };
    form.set('legacyList', JSON.stringify(list));
    const request = new Response(form);
    const bytes = new Uint8Array(await request.arrayBuffer());
    return steward.send<T>('POST', path, bytes, request.headers.get('content-type')!);
  };
  const dryRun = await send<Awaited<ReturnType<typeof g8>>['dryRun']>('/procurement/legacy-lists?dryRun=true', {});
  const corrections = [{ row: 1, catalogueItemId: cast.ids.catalogueItems['laptop'] }];
  const withoutReasons = await refusalOf(send('/procurement/legacy-lists', { corrections }));
  const reasons = Object.fromEntries(blank.map((element) => [element, said]));
  const { id } = await send<OldList>('/procurement/legacy-lists', { corrections, reasons });
  const own = await refusalOf(steward.post(`/procurement/legacy-lists/${id}/approval`, {}));
  await second.post(`/procurement/legacy-lists/${id}/approval`, {});
  for (;;) {
    const list = await second.get<OldList>(`/procurement/legacy-lists/${id}`);
    if (list.register.waiting > 0) continue;
    const { items: rows } = await second.get<Rows>(`/procurement/legacy-lists/${id}/rows`);
    return { list, rows, dryRun, refusals: [withoutReasons, own].map(({ problem }) => String(problem.code)) };
  }
}
