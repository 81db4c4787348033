import { Alert, Checkbox, Select, SimpleGrid } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { ask } from '../api/http.js';
import { type PageOf, type Settling, useDocument, useRead } from '../api/reading.js';
import { useCaller } from '../api/session.js';
import { useUnits } from '../choices/names.js';
import { carrying, withUnplaced } from '../shell/code.rules.js';
import { OrganisationField, PersonField, PlaceField, TextField } from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import type { Body } from '../shell/form.rules.js';
import { Empty, Loading, Page, Refused, Rows, Section, Shown, Status } from '../shell/parts.js';
import { ScanBox } from '../shell/scan-box.js';
import { useWords } from '../words/words.js';
import { Unplaced } from './fields.js';
import { type Brought, type Carrier, notReceived, type SignedLine, stillThere } from './returns.rules.js';

interface SignedHandover extends Settling {
  id: string;
  number: string;
  placeId: string;
  lines: (SignedLine & { tag: string | null; model: string | null; remark: string | null })[];
}
interface Waybill extends Settling {
  id: string;
  number: string;
  status: string;
  purpose: string;
  toOrgUnitId: string;
  toPlaceId: string;
  officer: { personId: string };
  driverId: string;
  lines: { deviceId: string; tag: string; serial: string | null; maker: string; model: string; state: string }[];
}

/** What a unit refused goes home under a waybill of its own. */
export function ReturnScreen({ handoverId }: { handoverId: string }) {
  const { t } = useWords();
  const handover = useRead<SignedHandover>(`/handover/handovers/${handoverId}`);
  return (
    <Shown read={handover}>
      {(found) => (
        <Page
          title={t('returns.title', { number: found.number })}
          back={{ to: `/handovers/${handoverId}`, text: found.number }}
        >
          <ReturnForm handover={found} />
        </Page>
      )}
    </Shown>
  );
}

const sent = ({ officerId, ...body }: Body): Body => ({
  ...body,
  officer: { orgUnitId: body['toOrgUnitId'], personId: officerId },
});

/** What may go home now, or null while it is being asked. */
function useGoingHome({ lines }: SignedHandover): { rows: SignedHandover['lines'] | null; error: unknown } {
  const waybillIds = [...new Set(lines.flatMap(({ waybillId }) => waybillId ?? []))];
  const brought = useQueries({
    queries: waybillIds.map((id) => ({
      queryKey: [`/handover/waybills/${id}`],
      queryFn: () => ask<Brought>(`/handover/waybills/${id}`),
    })),
    combine: together<Brought>,
  });
  const refused = brought.data && notReceived(lines, brought.data);
  const carriers = useQueries({
    queries: (refused ?? []).map(({ deviceId }) => ({
      queryKey: [`/handover/waybills?deviceId=${deviceId}&limit=200`],
      queryFn: () => ask<PageOf<Carrier>>(`/handover/waybills?deviceId=${deviceId}&limit=200`),
    })),
    combine: together<PageOf<Carrier>>,
  });
  const error = brought.error ?? carriers.error;
  if (!refused || !carriers.data) return { rows: null, error };
  const pages = carriers.data;
  return {
    rows: stillThere(refused, new Map(refused.map(({ deviceId }, nth) => [deviceId ?? '', pages[nth]?.items ?? []]))),
    error,
  };
}

/** All that was asked, once all of it is there. */
const together = <T,>(results: { data: T | undefined; error: unknown }[]): { data: T[] | null; error: unknown } => ({
  data: results.every(({ data }) => data !== undefined) ? results.flatMap(({ data }) => data ?? []) : null,
  error: results.find(({ error }) => error)?.error,
});

function ReturnForm({ handover }: { handover: SignedHandover }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const { rows, error } = useGoingHome(handover);
  if (rows === null) return error ? <Refused error={error} /> : <Loading />;
  if (rows.length === 0) return <Empty>{t('returns.nothing')}</Empty>;
  return (
    <Form
      path="/handover/waybills"
      initial={{
        ...{ purpose: 'RETURN', fromPlaceId: handover.placeId, seals: [] },
        lines: rows.map(({ deviceId }) => ({ deviceId })),
      }}
      send={sent}
      submit={t('waybills.draft')}
      done={({ id }) => go(`/waybills/${id}`)}
    >
      <GoingHome rows={rows} />
      <PlaceField name="fromPlaceId" label={t('waybills.from')} required />
      <Store />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <OrganisationField name="carrierId" label={t('waybills.carrier')} kind="CARRIER" required />
        <TextField name="vehiclePlate" label={t('waybills.plate')} required />
      </SimpleGrid>
      <PersonField name="driverId" label={t('waybills.driver')} required />
    </Form>
  );
}

/** Which of them go with this waybill. */
function GoingHome({ rows }: { rows: SignedHandover['lines'] }) {
  const { t } = useWords();
  const { value, set } = useField('lines');
  const chosen = (value as { deviceId: string | null }[] | undefined) ?? [];
  return (
    <Rows
      label={t('returns.refused')}
      rows={rows}
      id={({ lineId }) => lineId}
      columns={[
        {
          head: t('returns.goes'),
          cell: ({ deviceId, tag }) => (
            <Checkbox
              aria-label={t('returns.goesOne', { device: tag })}
              checked={chosen.some((each) => each.deviceId === deviceId)}
              onChange={({ currentTarget }) =>
                set(
                  currentTarget.checked
                    ? [...chosen, { deviceId }]
                    : chosen.filter((each) => each.deviceId !== deviceId),
                )
              }
            />
          ),
        },
        { head: t('fields.tag'), cell: ({ tag }) => <span className="code">{tag ?? '–'}</span> },
        { head: t('fields.model'), cell: ({ model }) => model ?? '–' },
        { head: t('handovers.remark'), cell: ({ remark }) => remark ?? '–' },
      ]}
    />
  );
}

/** The store the goods return to, and who takes them there. */
function Store() {
  const { t } = useWords();
  const stores = (useUnits().data ?? []).filter(({ agency, placeId }) => agency === 'IOM' && placeId);
  const unit = useField('toOrgUnitId');
  const place = useField('toPlaceId');
  const chosen = (unit.value as string | undefined) ?? null;
  return (
    <>
      <Select
        label={t('returns.store')}
        required
        searchable
        value={chosen}
        error={unit.error ?? place.error}
        data={stores.map(({ id, nameFr, code }) => ({ value: id, label: `${nameFr} (${code})` }))}
        onChange={(id) => {
          unit.set(id);
          place.set(stores.find((each) => each.id === id)?.placeId);
        }}
      />
      <PersonField name="officerId" label={t('returns.keeper')} unitId={chosen} required />
    </>
  );
}

/** The store-keeper reads what came home and signs for it. */
export function TakeBackScreen({ waybillId }: { waybillId: string }) {
  const { t } = useWords();
  const waybill = useDocument<Waybill>(`/handover/waybills/${waybillId}`);
  return (
    <Shown read={waybill}>
      {(found) => (
        <Page
          title={t('returns.takeBack', { number: found.number })}
          back={{ to: `/waybills/${waybillId}`, text: found.number }}
        >
          <TakeBack waybill={found} />
        </Page>
      )}
    </Shown>
  );
}

function TakeBack({ waybill }: { waybill: Waybill }) {
  const { t } = useWords();
  const { personId } = useCaller();
  const [, go] = useLocation();
  const open = waybill.lines.filter(({ state }) => ['OPEN', 'ARRIVED'].includes(state));
  const latest = useRef<string[]>([]);
  const [read, setRead] = useState<string[]>([]);
  const [unplaced, setUnplaced] = useState<string[]>([]);
  const [said, setSaid] = useState({ text: '', bad: false });
  const take = (typed: string): void => {
    const found = carrying(open, typed);
    if (!found) {
      setUnplaced((before) => withUnplaced(before, typed));
      return setSaid({ text: t('scan.unknown', { code: typed }), bad: true });
    }
    if (latest.current.includes(found.deviceId))
      return setSaid({ text: t('scan.already', { code: found.tag }), bad: true });
    setRead((latest.current = [...latest.current, found.deviceId]));
    setSaid({ text: t('scan.taken', { code: found.tag, count: latest.current.length }), bad: false });
  };
  if (open.length === 0) return <Empty>{t('returns.nothing')}</Empty>;
  const lines = open.map(({ deviceId, tag }) =>
    read.includes(deviceId)
      ? { code: tag, outcome: 'ACCEPTED', condition: 'UNKNOWN', confirmedBy: 'SCAN' }
      : { code: tag, outcome: 'NOT_ARRIVED' },
  );
  const missing = open.length - read.length;
  return (
    <Form
      path="/handover/handovers"
      initial={{ channel: 'OWN_PHONE', giverId: waybill.driverId }}
      send={(body) => ({
        ...body,
        ...{ kind: 'RETURN', orgUnitId: waybill.toOrgUnitId, placeId: waybill.toPlaceId, waybillIds: [waybill.id] },
        ...{ signature: { personId, capacity: 'STOREKEEPER', signedAt: new Date().toISOString() }, lines },
      })}
      submit={t('returns.sign', { count: read.length })}
      done={({ id }) => go(`/handovers/${id}`)}
      held={unplaced.length > 0}
    >
      <ScanBox label={t('allocations.scan')} onCode={take} feedback={said.text} bad={said.bad} inForm />
      <Unplaced codes={unplaced} onDrop={(code) => setUnplaced((before) => before.filter((other) => other !== code))} />
      <Section title={t('waybills.lines', { count: open.length })}>
        <Rows
          label={t('waybills.lines', { count: open.length })}
          rows={open}
          id={({ deviceId }) => deviceId}
          columns={[
            { head: t('fields.tag'), cell: ({ tag }) => <span className="code">{tag}</span> },
            { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
            { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
            {
              head: t('fields.status'),
              cell: ({ deviceId }) => (
                <Status kind="outcome" code={read.includes(deviceId) ? 'ACCEPTED' : 'NOT_ARRIVED'} />
              ),
            },
          ]}
        />
      </Section>
      {missing > 0 && <Alert color="yellow">{t('returns.missing', { count: missing })}</Alert>}
    </Form>
  );
}
