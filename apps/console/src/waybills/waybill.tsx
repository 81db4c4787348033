import { Alert, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCommand } from '../api/commanding.js';
import { type Settling, useDocument } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { PersonChoice } from '../choices/choices.js';
import { useNames, useOrganisationName, usePlaceName, useUnitName, useUnits } from '../choices/names.js';
import { ExceptionList, type OpenException } from '../exceptions/exceptions.js';
import { Facts, Page, Refused, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export interface Waybill extends Settling {
  id: string;
  number: string;
  status: string;
  purpose: string;
  fromPlaceId: string;
  toPlaceId: string;
  toOrgUnitId: string;
  carrierId: string;
  driverId: string;
  vehiclePlate: string;
  seals: string[];
  officer: { orgUnitId: string; personId: string };
  eta: string | null;
  draftedBy: string;
  approvedBy: string | null;
  dispatchedBy: string | null;
  releasedBy: string | null;
  departedAt: string | null;
  closedAt: string | null;
  closeReason: string | null;
  lines: {
    lineId: string;
    deviceId: string;
    state: string;
    outcome: string | null;
    tag: string;
    serial: string | null;
    maker: string;
    model: string;
    handoverId: string | null;
    arrivedAt: string | null;
  }[];
  lots: {
    lineId: string;
    number: string;
    maker: string;
    model: string;
    quantity: number;
    arrived: number;
    signed: number;
    state: string;
  }[];
  arrivals: string[];
  exceptions: OpenException[];
}

export function WaybillScreen({ id }: { id: string }) {
  const { t } = useWords();
  const waybill = useDocument<Waybill>(`/handover/waybills/${id}`);
  return (
    <Shown read={waybill}>
      {(found) => (
        <Page title={`${t('waybills.one')} ${found.number}`} back={{ to: '/waybills', text: t('places.waybills') }}>
          <WaybillFacts waybill={found} />
          <NextStep waybill={found} />
          {found.exceptions.length > 0 && (
            <Section title={t('places.exceptions')}>
              <ExceptionList rows={found.exceptions} />
            </Section>
          )}
          <Lines waybill={found} />
        </Page>
      )}
    </Shown>
  );
}

function WaybillFacts({ waybill }: { waybill: Waybill }) {
  const { t, word, moment } = useWords();
  const unit = useUnitName();
  const organisation = useOrganisationName();
  const name = useNames([
    waybill.driverId,
    waybill.officer.personId,
    waybill.draftedBy,
    waybill.approvedBy,
    waybill.releasedBy,
  ]);
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="waybill" code={waybill.status} />],
        [t('waybills.purpose'), word('purpose', waybill.purpose)],
        [
          t('waybills.to'),
          <To key="to" href={`/units/${waybill.toOrgUnitId}`}>
            {unit(waybill.toOrgUnitId)}
          </To>,
        ],
        [t('waybills.from'), usePlaceName(waybill.fromPlaceId)],
        [t('waybills.toPlace'), usePlaceName(waybill.toPlaceId)],
        [t('waybills.carrier'), organisation(waybill.carrierId)],
        [t('waybills.driver'), name(waybill.driverId)],
        [
          t('waybills.plate'),
          <span key="plate" className="code">
            {waybill.vehiclePlate}
          </span>,
        ],
        [t('waybills.seals'), waybill.seals.join(', ') || '–'],
        [t('waybills.officer'), name(waybill.officer.personId)],
        [t('waybills.draftedBy'), name(waybill.draftedBy)],
        [t('waybills.approvedBy'), name(waybill.approvedBy)],
        [t('waybills.releasedBy'), name(waybill.releasedBy)],
        [t('waybills.departedAt'), moment(waybill.departedAt)],
        [t('waybills.eta'), moment(waybill.eta)],
        ...(waybill.closeReason ? [[t('waybills.closeReason'), waybill.closeReason] as [string, string]] : []),
      ]}
    />
  );
}

/** Who must do what now; everybody else reads for whom it waits. */
function NextStep({ waybill }: { waybill: Waybill }) {
  const { t } = useWords();
  const releases = useHasRole('BUDGET_HOLDER', 'APPROVER');
  const dispatches = useHasRole('DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER');
  const receives = useHasRole('FIELD_OFFICER', 'UNIT_CUSTODIAN');
  if (waybill.status === 'DRAFT')
    return releases ? <Release waybill={waybill} /> : <Alert color="blue">{t('waybills.waitsForRelease')}</Alert>;
  if (waybill.status === 'RELEASED')
    return dispatches ? <Dispatch waybill={waybill} /> : <Alert color="blue">{t('waybills.waitsForDispatch')}</Alert>;
  if (waybill.status === 'DISPATCHED' && waybill.purpose === 'RETURN') return <Home waybill={waybill} />;
  if (waybill.status === 'DISPATCHED' && waybill.arrivals.length === 0)
    return receives ? <Arrival waybill={waybill} /> : <Alert color="blue">{t('waybills.onTheRoad')}</Alert>;
  if (waybill.status === 'DISPATCHED') return <Alert color="blue">{t('waybills.waitsForUnit')}</Alert>;
  return null;
}

/** What a unit refused is on its way home: the store-keeper who answers for it takes it back. */
function Home({ waybill }: { waybill: Waybill }) {
  const { t } = useWords();
  const keeps = useHasRole('STOREKEEPER');
  if (!keeps) return <Alert color="blue">{t('waybills.onTheRoad')}</Alert>;
  return (
    <div>
      <Button component={Link} href={`/waybills/${waybill.id}/taking-back`}>
        {t('returns.takeBackGo')}
      </Button>
    </div>
  );
}

function Release({ waybill }: { waybill: Waybill }) {
  const { t } = useWords();
  const release = useCommand(`/handover/waybills/${waybill.id}/release`);
  return (
    <Section title={t('waybills.releaseTitle')}>
      <Text size="sm">{t('waybills.releaseText')}</Text>
      <Refused error={release.error} />
      <Group>
        <Button onClick={() => release.mutate({})} loading={release.isPending}>
          {t('waybills.release')}
        </Button>
      </Group>
    </Section>
  );
}

const useMission = () =>
  useUnits().data?.find(({ agency, level }) => agency === 'IOM' && level === 'MISSION')?.id ?? null;

function Dispatch({ waybill }: { waybill: Waybill }) {
  const { t } = useWords();
  const caller = useCaller();
  const keeps = useHasRole('STOREKEEPER');
  const [releasedBy, setReleasedBy] = useState<string | null>(keeps ? caller.personId : null);
  const [driverId, setDriver] = useState<string | null>(waybill.driverId);
  const [signed, setSigned] = useState(false);
  const mission = useMission();
  const store =
    useUnits().data?.find(({ placeId, agency }) => agency === 'IOM' && placeId === waybill.fromPlaceId)?.id ?? mission;
  const dispatch = useCommand(`/handover/waybills/${waybill.id}/dispatch`);
  return (
    <Section title={t('waybills.dispatchTitle')}>
      <Text size="sm">{t('waybills.dispatchText')}</Text>
      <Stack maw={560}>
        {!keeps && (
          <PersonChoice
            label={t('waybills.releasedBy')}
            description={t('waybills.releasedByText')}
            unitId={store}
            value={releasedBy}
            onChange={setReleasedBy}
            required
          />
        )}
        <PersonChoice label={t('waybills.driver')} unitId={mission} value={driverId} onChange={setDriver} required />
        <Checkbox
          label={t('waybills.driverSigned')}
          checked={signed}
          onChange={(event) => setSigned(event.currentTarget.checked)}
        />
      </Stack>
      <Refused error={dispatch.error} />
      <Group>
        <Button
          disabled={!signed || !releasedBy || !driverId}
          loading={dispatch.isPending}
          onClick={() =>
            dispatch.mutate({
              driverSignature: { personId: driverId, capacity: 'DRIVER', signedAt: new Date().toISOString() },
              releasedBy,
            })
          }
        >
          {t('waybills.dispatch')}
        </Button>
      </Group>
    </Section>
  );
}

function Arrival({ waybill }: { waybill: Waybill }) {
  const { t } = useWords();
  const [missing, setMissing] = useState<string[]>([]);
  const [intact, setIntact] = useState(true);
  const [note, setNote] = useState('');
  const [signed, setSigned] = useState(false);
  const arrival = useCommand(`/handover/waybills/${waybill.id}/arrivals`);
  return (
    <Section title={t('waybills.arrivalTitle')}>
      <Text size="sm">{t('waybills.arrivalText')}</Text>
      <Stack gap="xs" maw={640}>
        {waybill.lines.map(({ deviceId, tag, maker, model }) => (
          <Checkbox
            key={deviceId}
            label={t('waybills.here', { device: `${tag} · ${maker} ${model}` })}
            checked={!missing.includes(deviceId)}
            onChange={(event) =>
              setMissing(event.currentTarget.checked ? missing.filter((id) => id !== deviceId) : [...missing, deviceId])
            }
          />
        ))}
        {waybill.seals.length > 0 && (
          <Checkbox
            label={t('waybills.sealsIntact', { seals: waybill.seals.join(', ') })}
            checked={intact}
            onChange={(event) => setIntact(event.currentTarget.checked)}
          />
        )}
        {!intact && (
          <TextInput
            label={t('waybills.sealNote')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            required
          />
        )}
        <Checkbox
          label={t('waybills.driverSigned')}
          checked={signed}
          onChange={(event) => setSigned(event.currentTarget.checked)}
        />
      </Stack>
      <Refused error={arrival.error} />
      <Group>
        <Button
          disabled={!signed || (!intact && note.trim() === '')}
          loading={arrival.isPending}
          onClick={() =>
            arrival.mutate({
              sealsIntact: intact,
              ...(intact ? {} : { sealNote: note.trim() }),
              driverSignature: { personId: waybill.driverId, capacity: 'DRIVER', signedAt: new Date().toISOString() },
              ...(missing.length === 0 ? {} : { missing: missing.map((deviceId) => ({ deviceId })) }),
            })
          }
        >
          {missing.length === 0
            ? t('waybills.allHere', { count: waybill.lines.length })
            : t('waybills.someHere', { here: waybill.lines.length - missing.length, missing: missing.length })}
        </Button>
      </Group>
    </Section>
  );
}

function Lines({ waybill }: { waybill: Waybill }) {
  const { t, word } = useWords();
  return (
    <Section title={t('waybills.lines', { count: waybill.lines.length })}>
      <Rows
        label={t('waybills.lines', { count: waybill.lines.length })}
        rows={waybill.lines}
        id={({ lineId }) => lineId}
        columns={[
          {
            head: t('fields.tag'),
            cell: ({ tag }) => (
              <To href={`/devices/${tag}`} code>
                {tag}
              </To>
            ),
          },
          { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
          { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
          { head: t('fields.status'), cell: ({ state }) => word('waybillLine', state) },
          {
            head: t('waybills.outcome'),
            cell: ({ outcome, handoverId }) =>
              handoverId ? (
                <To href={`/handovers/${handoverId}`}>{word('outcome', outcome)}</To>
              ) : (
                word('outcome', outcome)
              ),
          },
        ]}
      />
      {waybill.lots.length > 0 && (
        <Rows
          label={t('waybills.lots')}
          rows={waybill.lots}
          id={({ lineId }) => lineId}
          columns={[
            { head: t('waybills.lot'), cell: ({ number }) => <span className="code">{number}</span> },
            { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
            { head: t('waybills.quantity'), cell: ({ quantity }) => quantity, number: true },
            { head: t('waybills.arrived'), cell: ({ arrived }) => arrived, number: true },
            { head: t('waybills.signed'), cell: ({ signed }) => signed, number: true },
          ]}
        />
      )}
    </Section>
  );
}
