import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useCommand } from '../api/commanding.js';
import { ask, Refusal } from '../api/http.js';
import { type PageOf, useRead } from '../api/reading.js';
import { AwardChoice, UnitChoice } from '../choices/choices.js';
import type { DeviceRow } from '../devices/devices.js';
import { Empty, Page, Refused, Rows, Section, Status } from '../shell/parts.js';
import { ScanBox } from '../shell/scan-box.js';
import { useWords } from '../words/words.js';

/** Devices in stock for a unit: scanned one by one, or ticked in the list of what is in the store. */
export function NewAllocationScreen() {
  const { t } = useWords();
  const [, go] = useLocation();
  const [unitId, setUnit] = useState<string | null>(null);
  const [awardId, setAward] = useState<string | null>(null);
  const [purpose, setPurpose] = useState('');
  const { devices, take, drop, said } = useTaken();
  const proposing = useCommand<{ id: string }>('/handover/allocations', ({ id }) => go(`/allocations/${id}`));
  const ready = unitId && awardId && purpose.trim() !== '' && devices.length > 0;
  return (
    <Page title={t('allocations.new')} back={{ to: '/allocations', text: t('places.allocations') }}>
      <Stack maw={640}>
        <UnitChoice
          label={t('allocations.unit')}
          value={unitId}
          onChange={setUnit}
          only={({ agency }) => agency !== 'IOM'}
          required
        />
        <AwardChoice label={t('allocations.award')} value={awardId} onChange={setAward} required />
        <TextInput
          label={t('allocations.purpose')}
          description={t('allocations.purposeText')}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
          required
        />
        <ScanBox
          label={t('allocations.scan')}
          description={t('allocations.scanText')}
          onCode={take}
          feedback={said.text}
          bad={said.bad}
        />
      </Stack>
      <InStock taken={devices} onTake={(device) => take(device.tag ?? device.serial ?? '', device)} onDrop={drop} />
      <Section title={t('allocations.chosen', { count: devices.length })}>
        {devices.length === 0 ? (
          <Empty>{t('allocations.noneChosen')}</Empty>
        ) : (
          <Chosen devices={devices} onDrop={drop} />
        )}
      </Section>
      <Refused error={proposing.error} />
      <Group>
        <Button
          disabled={!ready}
          loading={proposing.isPending}
          onClick={() =>
            proposing.mutate({
              orgUnitId: unitId,
              awardIds: [awardId],
              purpose: purpose.trim(),
              deviceIds: devices.map(({ id }) => id),
            })
          }
        >
          {t('allocations.propose', { count: devices.length })}
        </Button>
      </Group>
    </Page>
  );
}

/** What was scanned or ticked; each code answers in words, and none is lost while an earlier one is looked up. */
function useTaken() {
  const { t, word } = useWords();
  const latest = useRef<DeviceRow[]>([]);
  const [devices, setDevices] = useState<DeviceRow[]>([]);
  const [said, setSaid] = useState({ text: '', bad: false });
  const keep = (rows: DeviceRow[]) => setDevices((latest.current = rows));
  const takeOne = async (code: string, known?: DeviceRow): Promise<void> => {
    const say = (text: string, bad: boolean) => setSaid({ text, bad });
    try {
      const device =
        known ??
        (await ask<{ matches: DeviceRow[] }>(`/assets/devices/lookup?code=${encodeURIComponent(code)}`)).matches[0];
      if (!device) return say(t('scan.unknown', { code }), true);
      if (latest.current.some(({ id }) => id === device.id)) return say(t('scan.already', { code }), true);
      if (device.lifecycle !== 'A04_IN_STOCK')
        return say(t('scan.notInStock', { code, state: word('lifecycle', device.lifecycle) }), true);
      keep([device, ...latest.current]);
      say(t('scan.taken', { code, count: latest.current.length }), false);
    } catch (error) {
      say(error instanceof Refusal ? `${code}: ${error.message}` : String(error), true);
    }
  };
  // One after the other, in the order they were read: what is said last is of the last code.
  const queue = useRef(Promise.resolve());
  const take = (code: string, known?: DeviceRow): void =>
    void (queue.current = queue.current.then(() => takeOne(code, known)));
  return { devices, take, drop: (id: string) => keep(latest.current.filter((each) => each.id !== id)), said };
}

function Chosen({ devices, onDrop }: { devices: DeviceRow[]; onDrop: (id: string) => void }) {
  const { t } = useWords();
  return (
    <Rows
      label={t('allocations.chosen', { count: devices.length })}
      rows={devices}
      id={({ id }) => id}
      columns={[
        { head: t('fields.tag'), cell: ({ tag }) => <span className="code">{tag ?? '–'}</span> },
        { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
        { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
        { head: t('fields.condition'), cell: ({ condition }) => <Status kind="condition" code={condition} /> },
        {
          head: t('receive.undoHead'),
          cell: ({ id, tag }) => (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t('receive.undo', { serial: tag })}
              onClick={() => onDrop(id)}
            >
              {t('receive.undoHead')}
            </Button>
          ),
        },
      ]}
    />
  );
}

function InStock(props: { taken: DeviceRow[]; onTake: (device: DeviceRow) => void; onDrop: (id: string) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const stock = useRead<PageOf<DeviceRow>>(open ? '/assets/devices?lifecycle=A04_IN_STOCK&limit=200' : null);
  if (!open)
    return (
      <Group>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('allocations.showStock')}
        </Button>
      </Group>
    );
  const rows = stock.data?.items ?? [];
  return (
    <Section title={t('allocations.stock')}>
      {stock.data && rows.length === 0 && <Empty>{t('allocations.noStock')}</Empty>}
      <Refused error={stock.error} />
      {rows.length > 0 && (
        <Rows
          label={t('allocations.stock')}
          rows={rows}
          id={({ id }) => id}
          chosen={({ id }) => props.taken.some((each) => each.id === id)}
          columns={[
            {
              head: t('allocations.take'),
              cell: (device) => (
                <Checkbox
                  aria-label={`${t('allocations.take')} ${device.tag ?? device.serial ?? ''}`}
                  checked={props.taken.some(({ id }) => id === device.id)}
                  onChange={(event) => (event.currentTarget.checked ? props.onTake(device) : props.onDrop(device.id))}
                />
              ),
            },
            { head: t('fields.tag'), cell: ({ tag }) => <span className="code">{tag ?? '–'}</span> },
            { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
            { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
            {
              head: t('receipts.one'),
              cell: ({ receiptNumber }) => (
                <Text size="sm" className="code" span>
                  {receiptNumber}
                </Text>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
