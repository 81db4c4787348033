import { Alert, Button, Checkbox, Group, Progress, Select, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCommand } from '../api/commanding.js';
import { type PageOf, type Settling, useDocument, useRead } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { PersonChoice, PlaceChoice } from '../choices/choices.js';
import { useNames, usePlaceName, useUnits } from '../choices/names.js';
import type { DeviceRow } from '../devices/devices.js';
import { Facts, Page, Refused, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface Receipt extends Settling {
  id: string;
  number: string;
  status: string;
  purchaseOrderId: string | null;
  storeUnitId: string;
  placeId: string;
  receivedBy: string;
  witnessId: string | null;
  deliveryNote: string | null;
  receivedAt: string;
  inspectionId: string | null;
  lines: {
    row: number;
    lineId: string;
    deviceId: string | null;
    maker: string;
    model: string;
    serial: string | null;
    quantity: number;
    register: string;
    refusal: { detail?: string } | null;
    inspection: string | null;
  }[];
  discrepancies: { code: string; quantity: number; detail: string | null }[];
}

export function ReceiptScreen({ id }: { id: string }) {
  const { t } = useWords();
  const receipt = useDocument<Receipt>(`/procurement/receipts/${id}`);
  return (
    <Shown read={receipt}>
      {(found) => (
        <Page
          title={`${t('receipts.one')} ${found.number}`}
          back={{ to: '/receipts', text: t('places.receipts') }}
          actions={
            <Button component={Link} href={`/receipts/${id}/labels`} variant="default">
              {t('labels.title')}
            </Button>
          }
        >
          <ReceiptFacts receipt={found} />
          <Registering receipt={found} />
          {found.progress.settled && <NextStep receipt={found} />}
          <Lines receipt={found} />
        </Page>
      )}
    </Shown>
  );
}

function ReceiptFacts({ receipt }: { receipt: Receipt }) {
  const { t, moment } = useWords();
  const name = useNames([receipt.receivedBy, receipt.witnessId]);
  const place = usePlaceName(receipt.placeId);
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="receipt" code={receipt.status} />],
        [
          t('receipts.order'),
          receipt.purchaseOrderId ? (
            <To key="order" href={`/orders/${receipt.purchaseOrderId}`}>
              {t('receipts.openOrder')}
            </To>
          ) : (
            t('receipts.noOrder')
          ),
        ],
        [t('receipts.receivedAt'), moment(receipt.receivedAt)],
        [t('receipts.place'), place],
        [t('receipts.by'), name(receipt.receivedBy)],
        [t('receipts.witness'), name(receipt.witnessId)],
        [t('receive.deliveryNote'), receipt.deliveryNote ?? '–'],
      ]}
    />
  );
}

function Registering({ receipt }: { receipt: Receipt }) {
  const { t, word } = useWords();
  const { applied, lines, refused, settled } = receipt.progress;
  return (
    <Stack gap="xs">
      {!settled && (
        <div role="status">
          <Text size="sm">{t('receipts.registering', { applied, lines })}</Text>
          <Progress
            value={(applied / Math.max(lines, 1)) * 100}
            animated
            aria-label={t('receipts.registering', { applied, lines })}
          />
        </div>
      )}
      {refused > 0 && <Alert color="red">{t('receipts.refusedByRegister', { count: refused })}</Alert>}
      {receipt.discrepancies.map((each, index) => (
        <Alert
          key={index}
          color="yellow"
        >{`${word('discrepancy', each.code)}: ${each.quantity}${each.detail ? ` · ${each.detail}` : ''}`}</Alert>
      ))}
    </Stack>
  );
}

/** What is to do with the delivery now: tags by its store-keeper, inspection by a committee of others (CR-09). */
function NextStep({ receipt }: { receipt: Receipt }) {
  const keeps = useHasRole('STOREKEEPER');
  const inspects = useHasRole('RECEPTION_COMMITTEE');
  return (
    <>
      {keeps && <Tagging receipt={receipt} />}
      {receipt.inspectionId === null && inspects && <Inspection receipt={receipt} />}
    </>
  );
}

const useDevicesOf = (receiptId: string) =>
  useRead<PageOf<DeviceRow>>(`/assets/devices?receiptId=${receiptId}&limit=200`);

function Tagging({ receipt }: { receipt: Receipt }) {
  const { t } = useWords();
  const devices = useDevicesOf(receipt.id);
  const tagging = useCommand('/assets/taggings');
  const bare = devices.data?.items.filter(({ tag }) => tag === null).length ?? 0;
  if (bare === 0) return null;
  return (
    <Section title={t('receipts.tags')}>
      <Text size="sm">{t('receipts.tagsText', { count: bare })}</Text>
      <Refused error={tagging.error} />
      <Group>
        <Button onClick={() => tagging.mutate({ receiptId: receipt.id, all: true })} loading={tagging.isPending}>
          {t('receipts.tagAll', { count: bare })}
        </Button>
      </Group>
    </Section>
  );
}

function Inspection({ receipt }: { receipt: Receipt }) {
  const { t, word } = useWords();
  const caller = useCaller();
  const [second, setSecond] = useState<string | null>(null);
  const [quarantine, setQuarantine] = useState<string | null>(null);
  const [rejected, setRejected] = useState<Record<string, { reason: string; condition: string }>>({});
  const closing = useCommand(`/procurement/receipts/${receipt.id}/inspections`);
  const mission = useUnits().data?.find(({ id }) => id === receipt.storeUnitId)?.parentId ?? receipt.storeUnitId;
  const devices = receipt.lines.filter(({ deviceId }) => deviceId !== null);
  const exceptions = Object.entries(rejected).map(([deviceId, said]) => ({ deviceId, result: 'REJECTED', ...said }));
  return (
    <Section title={t('receipts.inspection')}>
      <Text size="sm">{t('receipts.inspectionText')}</Text>
      <PersonChoice
        label={t('receipts.second')}
        description={t('receipts.secondText')}
        unitId={mission}
        value={second}
        onChange={setSecond}
        not={[caller.personId, receipt.receivedBy]}
      />
      {devices.map(({ deviceId, serial, maker, model }) => (
        <Group key={deviceId} align="start">
          <Checkbox
            label={t('receipts.reject', { device: `${maker} ${model} ${serial ?? ''}` })}
            checked={deviceId! in rejected}
            onChange={(event) => {
              const { [deviceId!]: _, ...others } = rejected;
              setRejected(
                event.currentTarget.checked
                  ? { ...others, [deviceId!]: { reason: '', condition: 'REPAIRABLE' } }
                  : others,
              );
            }}
          />
          {rejected[deviceId!] && (
            <>
              <Textarea
                aria-label={t('receipts.why')}
                placeholder={t('receipts.why')}
                autosize
                value={rejected[deviceId!]!.reason}
                onChange={(event) =>
                  setRejected({
                    ...rejected,
                    [deviceId!]: { ...rejected[deviceId!]!, reason: event.currentTarget.value },
                  })
                }
              />
              <Select
                aria-label={t('fields.condition')}
                value={rejected[deviceId!]!.condition}
                allowDeselect={false}
                data={['USABLE', 'REPAIRABLE', 'SALVAGE', 'SCRAP', 'UNKNOWN'].map((value) => ({
                  value,
                  label: word('condition', value),
                }))}
                onChange={(condition) =>
                  condition && setRejected({ ...rejected, [deviceId!]: { ...rejected[deviceId!]!, condition } })
                }
              />
            </>
          )}
        </Group>
      ))}
      {exceptions.length > 0 && (
        <PlaceChoice label={t('receipts.quarantine')} value={quarantine} onChange={setQuarantine} />
      )}
      <Refused error={closing.error} />
      <Group>
        <Button
          loading={closing.isPending}
          disabled={second === null || exceptions.some(({ reason }) => reason.trim() === '')}
          onClick={() =>
            closing.mutate({
              committee: [caller.personId, second],
              extent: 'FULL',
              exceptions,
              ...(quarantine ? { quarantinePlaceId: quarantine } : {}),
            })
          }
        >
          {exceptions.length === 0
            ? t('receipts.acceptAll', { count: devices.length })
            : t('receipts.acceptSome', { accepted: devices.length - exceptions.length, rejected: exceptions.length })}
        </Button>
      </Group>
    </Section>
  );
}

function Lines({ receipt }: { receipt: Receipt }) {
  const { t, word } = useWords();
  const devices = useDevicesOf(receipt.id).data?.items ?? [];
  const tagOf = new Map(devices.map(({ id, tag }) => [id, tag]));
  return (
    <Section title={t('receipts.lines')}>
      <Rows
        label={t('receipts.lines')}
        rows={receipt.lines}
        id={({ lineId }) => lineId}
        columns={[
          { head: t('fields.row'), cell: ({ row }) => row },
          {
            head: t('fields.tag'),
            cell: ({ deviceId }) =>
              deviceId && tagOf.get(deviceId) ? (
                <To href={`/devices/${tagOf.get(deviceId)!}`} code>
                  {tagOf.get(deviceId)}
                </To>
              ) : (
                '–'
              ),
          },
          { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
          {
            head: t('fields.serial'),
            cell: ({ serial, deviceId }) =>
              deviceId && serial ? (
                <To href={`/devices/${encodeURIComponent(serial)}`} code>
                  {serial}
                </To>
              ) : (
                (serial ?? '–')
              ),
          },
          {
            head: t('receipts.register'),
            cell: ({ register, refusal }) =>
              `${word('registerState', register)}${refusal?.detail ? ` · ${refusal.detail}` : ''}`,
          },
          { head: t('receipts.inspected'), cell: ({ inspection }) => word('inspection', inspection) },
        ]}
      />
    </Section>
  );
}
