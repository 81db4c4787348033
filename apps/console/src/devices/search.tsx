import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { type PageOf, useRead } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { Empty, Page, Rows, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { deviceAddress, type DeviceRow } from './devices.js';

interface Lookup {
  matches: DeviceRow[];
  nearDuplicates: DeviceRow[];
}
interface Numbered {
  id: string;
  number: string;
}

/** Whatever was typed or scanned: one match opens at once, several are listed, none says what was tried. */
export function SearchScreen() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const code = params.get('q') ?? '';
  const document = useDocumentOf(code);
  const found = useRead<Lookup>(`/assets/devices/lookup?code=${encodeURIComponent(code)}`);
  const only = found.data?.matches.length === 1 ? found.data.matches[0] : undefined;
  useEffect(() => {
    if (document) go(document, { replace: true });
    else if (only) go(deviceAddress(only), { replace: true });
  }, [document, only, go]);
  return (
    <Page title={t('search.title', { code })}>
      <Shown read={found}>
        {({ matches, nearDuplicates }) => (
          <>
            {matches.length === 0 && <Empty>{t('search.nothing', { code })}</Empty>}
            {matches.length > 1 && <Found devices={matches} label={t('search.matches')} />}
            {nearDuplicates.length > 0 && <Found devices={nearDuplicates} label={t('search.near')} />}
          </>
        )}
      </Shown>
    </Page>
  );
}

function Found({ devices, label }: { devices: DeviceRow[]; label: string }) {
  const { t } = useWords();
  return (
    <Rows
      label={label}
      rows={devices}
      id={({ id }) => id}
      columns={[
        {
          head: t('fields.tag'),
          cell: (device) => (
            <To href={deviceAddress(device)} code>
              {device.tag ?? t('devices.noTag')}
            </To>
          ),
        },
        { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
        { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
        { head: t('fields.lifecycle'), cell: ({ lifecycle }) => <Status kind="lifecycle" code={lifecycle} /> },
      ]}
    />
  );
}

const papers: [RegExp, string, string][] = [
  [/^WB-/i, '/handover/waybills', '/waybills'],
  [/^AL-/i, '/handover/allocations', '/allocations'],
  [/^PV-/i, '/handover/handovers', '/handovers'],
  [/^GR-/i, '/procurement/receipts', '/receipts'],
];

/** The number of a paper leads to it. */
function useDocumentOf(code: string): string | null {
  const buys = !useHasRole('UNIT_HEAD', 'UNIT_CUSTODIAN');
  const orders = buys ? (['/procurement/purchase-orders', '/orders'] as const) : ([null, ''] as const);
  const paper = papers.find(([shape]) => shape.test(code));
  const [list, screen] = paper ? ([paper[1], paper[2]] as const) : orders;
  const number = encodeURIComponent(paper ? code.toUpperCase() : code);
  const found = useRead<PageOf<Numbered>>(list && code !== '' ? `${list}?number=${number}&limit=1` : null);
  return found.data?.items[0] ? `${screen}/${found.data.items[0].id}` : null;
}
