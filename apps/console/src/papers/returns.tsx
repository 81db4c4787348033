import { Alert, Select, SimpleGrid, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { type Settling, useDocument, useRead } from '../api/reading.js';
import { useCaller } from '../api/session.js';
import { useUnits } from '../choices/names.js';
import { OrganisationField, PersonField, PlaceField, TextField } from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import type { Body } from '../shell/form.rules.js';
import { Empty, Page, Rows, Section, Shown, Status } from '../shell/parts.js';
import { ScanBox } from '../shell/scan-box.js';
import { useWords } from '../words/words.js';

interface Refused extends Settling {
  id: string;
  number: string;
  placeId: string;
  lines: {
    lineId: string;
    deviceId: string | null;
    tag: string | null;
    model: string | null;
    outcome: string;
    remark: string | null;
  }[];
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
  const handover = useRead<Refused>(`/handover/handovers/${handoverId}`);
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

function ReturnForm({ handover }: { handover: Refused }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const refused = handover.lines.filter(({ outcome, deviceId }) => outcome === 'REFUSED' && deviceId !== null);
  if (refused.length === 0) return <Empty>{t('returns.nothing')}</Empty>;
  return (
    <Stack>
      <Rows
        label={t('returns.refused')}
        rows={refused}
        id={({ lineId }) => lineId}
        columns={[
          { head: t('fields.tag'), cell: ({ tag }) => <span className="code">{tag ?? '–'}</span> },
          { head: t('fields.model'), cell: ({ model }) => model ?? '–' },
          { head: t('handovers.remark'), cell: ({ remark }) => remark ?? '–' },
        ]}
      />
      <Form
        path="/handover/waybills"
        initial={{
          ...{ purpose: 'RETURN', fromPlaceId: handover.placeId, seals: [] },
          lines: refused.map(({ deviceId }) => ({ deviceId })),
        }}
        send={sent}
        submit={t('waybills.draft')}
        done={({ id }) => go(`/waybills/${id}`)}
      >
        <PlaceField name="fromPlaceId" label={t('waybills.from')} required />
        <Store />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <OrganisationField name="carrierId" label={t('waybills.carrier')} kind="CARRIER" required />
          <TextField name="vehiclePlate" label={t('waybills.plate')} required />
        </SimpleGrid>
        <PersonField name="driverId" label={t('waybills.driver')} required />
      </Form>
    </Stack>
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
  const [said, setSaid] = useState({ text: '', bad: false });
  const take = (typed: string): void => {
    const code = typed.toUpperCase();
    const found = open.find(({ tag, serial }) => [tag, serial].includes(code));
    if (!found) return setSaid({ text: t('scan.unknown', { code: typed }), bad: true });
    if (latest.current.includes(found.deviceId)) return setSaid({ text: t('scan.already', { code }), bad: true });
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
    >
      <ScanBox label={t('allocations.scan')} onCode={take} feedback={said.text} bad={said.bad} inForm />
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
