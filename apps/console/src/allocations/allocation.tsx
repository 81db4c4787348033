import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCommand } from '../api/commanding.js';
import { ask } from '../api/http.js';
import { type Settling, useDocument } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { useNames, useUnitName } from '../choices/names.js';
import type { DeviceRow } from '../devices/devices.js';
import { Facts, Page, Refused, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export interface Allocation extends Settling {
  id: string;
  number: string;
  status: string;
  orgUnitId: string;
  purpose: string;
  proposedBy: string;
  proposedAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
  cancelReason: string | null;
  problems: { deviceId: string; code: string; detail: string }[];
  lines: {
    lineId: string;
    deviceId: string;
    state: string;
    tag: string | null;
    serial: string | null;
    maker: string | null;
    model: string | null;
    placeId: string | null;
  }[];
  lots: {
    lineId: string;
    lotId: string;
    quantity: number;
    number: string | null;
    maker: string | null;
    model: string | null;
  }[];
  exceptions: { id: string; code: string; detail: string }[];
}

export function AllocationScreen({ id }: { id: string }) {
  const { t } = useWords();
  const allocation = useDocument<Allocation>(`/handover/allocations/${id}`);
  return (
    <Shown read={allocation}>
      {(found) => (
        <Page
          title={`${t('allocations.one')} ${found.number}`}
          back={{ to: '/allocations', text: t('places.allocations') }}
          actions={<Onward allocation={found} />}
        >
          <AllocationFacts allocation={found} />
          {found.status === 'PROPOSED' && <Decide allocation={found} />}
          {found.problems.map(({ deviceId, detail }) => (
            <Alert key={deviceId} color="red">
              {detail}
            </Alert>
          ))}
          <Lines allocation={found} />
        </Page>
      )}
    </Shown>
  );
}

function Onward({ allocation }: { allocation: Allocation }) {
  const { t } = useWords();
  const dispatches = useHasRole('DISPATCHER');
  if (!dispatches || allocation.status !== 'APPROVED' || !allocation.lines.some(({ state }) => state === 'RESERVED'))
    return null;
  return (
    <Button component={Link} href={`/waybills/new?allocationId=${allocation.id}`}>
      {t('waybills.new')}
    </Button>
  );
}

function AllocationFacts({ allocation }: { allocation: Allocation }) {
  const { t, moment } = useWords();
  const unit = useUnitName();
  const name = useNames([allocation.proposedBy, allocation.approvedBy]);
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="allocation" code={allocation.status} />],
        [
          t('allocations.unit'),
          <To key="unit" href={`/units/${allocation.orgUnitId}`}>
            {unit(allocation.orgUnitId)}
          </To>,
        ],
        [t('allocations.purpose'), allocation.purpose],
        [t('allocations.proposedBy'), `${name(allocation.proposedBy)}, ${moment(allocation.proposedAt)}`],
        [
          t('allocations.approvedBy'),
          allocation.approvedBy ? `${name(allocation.approvedBy)}, ${moment(allocation.approvedAt)}` : '–',
        ],
        ...(allocation.cancelReason
          ? [[t('allocations.cancelReason'), allocation.cancelReason] as [string, string]]
          : []),
      ]}
    />
  );
}

/** Another person than who proposed decides (§13.1). */
function Decide({ allocation }: { allocation: Allocation }) {
  const { t } = useWords();
  const caller = useCaller();
  const approves = useHasRole('APPROVER');
  const plans = useHasRole('BUDGET_HOLDER', 'APPROVER');
  const [reason, setReason] = useState('');
  const approval = useCommand(`/handover/allocations/${allocation.id}/approval`);
  const cancellation = useCommand(`/handover/allocations/${allocation.id}/cancellation`);
  const own = caller.personId === allocation.proposedBy;
  if (!plans) return <Alert color="blue">{t('allocations.waiting')}</Alert>;
  return (
    <Section title={t('allocations.decide')}>
      {own && <Text size="sm">{t('allocations.own')}</Text>}
      <Group align="end">
        {approves && !own && (
          <Button onClick={() => approval.mutate({})} loading={approval.isPending}>
            {t('allocations.approve')}
          </Button>
        )}
        <TextInput
          label={t('allocations.cancelReason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={reason.trim() === ''}
          onClick={() => cancellation.mutate({ reason: reason.trim() })}
          loading={cancellation.isPending}
        >
          {t('allocations.cancel')}
        </Button>
      </Group>
      <Refused error={approval.error ?? cancellation.error} />
    </Section>
  );
}

/** Until they are reserved an allocation knows devices by id only; whoever approves wants to see which they are. */
function useDescribed(lines: Allocation['lines']): Allocation['lines'] {
  const bare = lines.filter(({ model }) => model === null).slice(0, 200);
  const found = useQueries({
    queries: bare.map(({ deviceId }) => ({
      queryKey: [`/assets/devices/${deviceId}`],
      queryFn: () => ask<DeviceRow>(`/assets/devices/${deviceId}`),
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  });
  return lines.map((line) => {
    const { tag, serial, maker, model } = found.get(line.deviceId) ?? line;
    return { ...line, tag, serial, maker, model };
  });
}

function Lines({ allocation }: { allocation: Allocation }) {
  const { t, word } = useWords();
  const lines = useDescribed(allocation.lines);
  return (
    <Section title={t('allocations.devices', { count: allocation.lines.length })}>
      <Rows
        label={t('allocations.devices', { count: allocation.lines.length })}
        rows={lines}
        id={({ lineId }) => lineId}
        columns={[
          {
            head: t('fields.tag'),
            cell: ({ tag, deviceId }) => (
              <To href={`/devices/${tag ?? deviceId}`} code>
                {tag ?? '–'}
              </To>
            ),
          },
          { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
          { head: t('fields.model'), cell: ({ maker, model }) => `${maker ?? ''} ${model ?? ''}` },
          { head: t('fields.status'), cell: ({ state }) => word('allocationLine', state) },
        ]}
      />
    </Section>
  );
}
