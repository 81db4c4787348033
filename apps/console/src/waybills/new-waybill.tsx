import { Alert, Button, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Allocation } from '../allocations/allocation.js';
import { useCommand } from '../api/commanding.js';
import { useList, useRead } from '../api/reading.js';
import { OrganisationChoice, PersonChoice, PlaceChoice } from '../choices/choices.js';
import { useUnitName, useUnits } from '../choices/names.js';
import { Empty, Page, Refused, Shown, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

/** One journey to one unit, for what is reserved for it. */
export function NewWaybillScreen() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const allocationId = params.get('allocationId');
  const approved = useList<{ id: string; number: string; orgUnitId: string; purpose: string }>(
    '/handover/allocations',
    { status: 'APPROVED' },
    200,
  );
  const unit = useUnitName();
  const rows = approved.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={t('waybills.new')} back={{ to: '/waybills', text: t('places.waybills') }}>
      <Select
        label={t('waybills.allocation')}
        value={allocationId}
        searchable
        maw={640}
        onChange={(id) => setParams(id ? { allocationId: id } : {})}
        data={rows.map(({ id, number, orgUnitId, purpose }) => ({
          value: id,
          label: `${number} · ${unit(orgUnitId)} · ${purpose}`,
        }))}
      />
      {approved.data && rows.length === 0 && (
        <Empty>
          {t('waybills.noAllocation')} <To href="/allocations">{t('places.allocations')}</To>
        </Empty>
      )}
      {allocationId && <ForAllocation key={allocationId} id={allocationId} />}
    </Page>
  );
}

function ForAllocation({ id }: { id: string }) {
  const allocation = useRead<Allocation>(`/handover/allocations/${id}`);
  const units = useUnits();
  return (
    <Shown read={allocation}>
      {(found) =>
        units.data && (
          <Draft
            allocation={found}
            unitPlaceId={units.data.find((unit) => unit.id === found.orgUnitId)?.placeId ?? null}
          />
        )
      }
    </Shown>
  );
}

function Draft({ allocation, unitPlaceId }: { allocation: Allocation; unitPlaceId: string | null }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const units = useUnits().data ?? [];
  const reserved = allocation.lines.filter(({ state }) => state === 'RESERVED');
  const mission = units.find(({ agency, level }) => agency === 'IOM' && level === 'MISSION')?.id ?? null;
  const [from, setFrom] = useState<string | null>(reserved[0]?.placeId ?? null);
  const [to, setTo] = useState<string | null>(unitPlaceId);
  const [toReason, setToReason] = useState('');
  const [carrierId, setCarrier] = useState<string | null>(null);
  const [driverId, setDriver] = useState<string | null>(null);
  const [plate, setPlate] = useState('');
  const [seals, setSeals] = useState<string[]>([]);
  const [officerUnit, setOfficerUnit] = useState<string | null>(mission);
  const [officer, setOfficer] = useState<string | null>(null);
  const [eta, setEta] = useState('');
  const drafting = useCommand<{ id: string }>('/handover/waybills', ({ id }) => go(`/waybills/${id}`));
  const elsewhere = to !== null && to !== unitPlaceId;
  const offices = units.filter(({ agency, placeId }) => agency === 'IOM' && placeId);
  const ready =
    from && to && carrierId && driverId && plate.trim() && officerUnit && officer && (!elsewhere || toReason.trim());
  if (reserved.length === 0 && allocation.lots.length === 0)
    return <Alert color="yellow">{t('waybills.nothingReserved')}</Alert>;
  return (
    <Stack maw={640}>
      <Text>{t('waybills.carries', { count: reserved.length })}</Text>
      <PlaceChoice label={t('waybills.from')} value={from} onChange={setFrom} required />
      <PlaceChoice label={t('waybills.toPlace')} value={to} onChange={setTo} required />
      {elsewhere && (
        <TextInput
          label={t('waybills.whyElsewhere')}
          value={toReason}
          onChange={(event) => setToReason(event.currentTarget.value)}
          required
        />
      )}
      <OrganisationChoice
        kind="CARRIER"
        label={t('waybills.carrier')}
        value={carrierId}
        onChange={setCarrier}
        required
      />
      <PersonChoice label={t('waybills.driver')} unitId={mission} value={driverId} onChange={setDriver} required />
      <TextInput
        label={t('waybills.plate')}
        value={plate}
        onChange={(event) => setPlate(event.currentTarget.value)}
        required
      />
      <TagsInput label={t('waybills.seals')} description={t('waybills.sealsText')} value={seals} onChange={setSeals} />
      <Select
        label={t('waybills.office')}
        description={t('waybills.officeText')}
        value={officerUnit}
        onChange={setOfficerUnit}
        data={offices.map(({ id, nameFr, code }) => ({ value: id, label: `${nameFr} (${code})` }))}
        required
      />
      <PersonChoice
        label={t('waybills.officer')}
        unitId={mission}
        value={officer}
        onChange={setOfficer}
        not={[driverId]}
        required
      />
      <TextInput
        type="datetime-local"
        label={t('waybills.eta')}
        value={eta}
        onChange={(event) => setEta(event.currentTarget.value)}
      />
      <Refused error={drafting.error} />
      <Group>
        <Button
          disabled={!ready}
          loading={drafting.isPending}
          onClick={() =>
            drafting.mutate({
              purpose: 'TO_UNIT',
              allocationIds: [allocation.id],
              lines: reserved.map(({ deviceId }) => ({ deviceId })),
              ...{ fromPlaceId: from, toPlaceId: to, toOrgUnitId: allocation.orgUnitId, carrierId, driverId },
              ...{ vehiclePlate: plate.trim(), seals, officer: { orgUnitId: officerUnit, personId: officer } },
              ...(elsewhere ? { toPlaceReason: toReason.trim() } : {}),
              ...(eta ? { eta: new Date(eta).toISOString() } : {}),
            })
          }
        >
          {t('waybills.draft')}
        </Button>
      </Group>
    </Stack>
  );
}
