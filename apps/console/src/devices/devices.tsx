import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useList } from '../api/reading.js';
import { UnitChoice } from '../choices/choices.js';
import { useUnitName } from '../choices/names.js';
import { useOrganisationName } from '../choices/names.js';
import { Empty, Page, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export interface DeviceRow {
  id: string;
  tag: string | null;
  serial: string | null;
  maker: string;
  model: string;
  category: string;
  lifecycle: string;
  title: string;
  condition: string;
  custody: {
    partyKind: string;
    partyId: string;
    personId: string | null;
    placeId: string;
    enRoute: boolean;
    hold: string;
  };
  receiptId: string;
  receiptNumber: string;
  waitingFor: string[];
}

export const lifecycles = [
  ...[
    'A01_RECEIVED_PENDING_INSPECTION',
    'A02_REJECTED',
    'A03_RETURNED_TO_SUPPLIER',
    'A04_IN_STOCK',
    'A05_ALLOCATED',
    'A06_IN_TRANSIT_OUT',
  ],
  ...[
    'A07_DELIVERED_PENDING_ACK',
    'A08_HANDED_OVER',
    'A09_IN_SERVICE',
    'A13_MISSING',
    'A14_STOLEN',
    'A18_WRITTEN_OFF',
    'A19_DISPOSED',
    'A20_VOIDED',
  ],
];

export const deviceAddress = (device: { id: string; tag: string | null; serial: string | null }): string =>
  `/devices/${encodeURIComponent(device.tag ?? device.serial ?? device.id)}`;

/** Every device in the reader's scope; what is asked for stands in the address. */
export function DevicesScreen() {
  const { t, word } = useWords();
  const [params, setParams] = useSearchParams();
  const filter = (name: string) => params.get(name);
  const set = (name: string, value: string | null) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  const typed = useDebouncedCallback((text: string) => set('q', text.trim() || null), 250);
  const [text, setText] = useState(filter('q') ?? '');
  const list = useList<DeviceRow>(
    '/assets/devices',
    { q: filter('q'), lifecycle: filter('lifecycle'), orgUnitId: filter('orgUnitId') },
    100,
  );
  return (
    <Page title={t('places.devices')}>
      <Group align="end">
        <TextInput
          label={t('devices.search')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            typed(event.currentTarget.value);
          }}
        />
        <Select
          label={t('devices.lifecycle')}
          clearable
          value={filter('lifecycle')}
          onChange={(value) => set('lifecycle', value)}
          data={lifecycles.map((value) => ({ value, label: word('lifecycle', value) }))}
          w={260}
        />
        <UnitChoice
          label={t('devices.unit')}
          value={filter('orgUnitId')}
          onChange={(value) => set('orgUnitId', value)}
        />
        {params.size > 0 && (
          <Button
            variant="subtle"
            onClick={() => {
              setText('');
              setParams(new URLSearchParams());
            }}
          >
            {t('devices.clear')}
          </Button>
        )}
      </Group>
      <Shown read={list as never}>{() => <DeviceTable list={list} />}</Shown>
    </Page>
  );
}

const rowHeight = 40;

/** Only the rows one can see are drawn; the next page is fetched before its first row comes into view. */
function DeviceTable({ list }: { list: ReturnType<typeof useList<DeviceRow>> }) {
  const { t } = useWords();
  const holder = useHolderName();
  const frame = useRef<HTMLDivElement>(null);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (last > rows.length - 60 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (rows.length === 0) return <Empty>{t('devices.none')}</Empty>;
  const columns = '150px minmax(120px, 1fr) minmax(140px, 1.4fr) 190px minmax(160px, 1.5fr)';
  return (
    <>
      <div
        ref={frame}
        role="table"
        aria-label={t('places.devices')}
        aria-rowcount={hasNextPage ? -1 : rows.length + 1}
        tabIndex={0}
        className="devices"
      >
        <div role="row" className="device head" style={{ gridTemplateColumns: columns }}>
          {[t('fields.tag'), t('fields.serial'), t('fields.model'), t('fields.lifecycle'), t('devices.holder')].map(
            (head) => (
              <span role="columnheader" key={head}>
                {head}
              </span>
            ),
          )}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const device = rows[index]!;
            return (
              <div
                role="row"
                aria-rowindex={index + 2}
                key={key}
                className="device"
                style={{
                  gridTemplateColumns: columns,
                  height: rowHeight,
                  position: 'absolute',
                  top: start,
                  left: 0,
                  right: 0,
                }}
              >
                <span role="cell">
                  <To href={deviceAddress(device)} code>
                    {device.tag ?? t('devices.noTag')}
                  </To>
                </span>
                <span role="cell" className="code">
                  {device.serial ?? '–'}
                </span>
                <span role="cell">{`${device.maker} ${device.model}`}</span>
                <span role="cell">
                  <Status kind="lifecycle" code={device.lifecycle} />
                </span>
                <span role="cell">{holder(device)}</span>
              </div>
            );
          })}
        </div>
      </div>
      <Text size="sm" c="dimmed" role="status">
        {hasNextPage ? t('devices.shownMore', { count: rows.length }) : t('devices.shown', { count: rows.length })}
      </Text>
    </>
  );
}

function useHolderName(): (device: DeviceRow) => string {
  const unit = useUnitName();
  const organisation = useOrganisationName();
  return ({ custody }) => (custody.partyKind === 'UNIT' ? unit(custody.partyId) : organisation(custody.partyId));
}
