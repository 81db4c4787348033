import { Alert, Badge, Button, Group, Text, TextInput, Timeline } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useRead } from '../api/reading.js';
import { useNames } from '../choices/names.js';
import { Facts, Page, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface Paper {
  id: string;
  kind: string | null;
  number: string | null;
  status?: string | null;
}
interface Custodian {
  label: string;
  personId: string | null;
  place: { id: string; name: string | null };
  enRoute: boolean;
  hold: string;
}
interface TraceEvent {
  no: number;
  what: string;
  /** `fact.handover.waybill-dispatched.v1` */
  type: string;
  factId: string;
  producer: string;
  transition: string | null;
  outcome: string | null;
  actorId: string | null;
  occurredAt: string;
  knownAt: string;
  lagSeconds: number;
  hash: string;
  document: Paper | null;
  custodian: Custodian | null;
  lifecycle: string | null;
  silenceDays: number | null;
}
interface Trace {
  asOf: string;
  knownAt: string;
  device: {
    deviceId: string;
    tag: string | null;
    serial: string | null;
    maker: string | null;
    model: string | null;
    category: string | null;
    identifiers: { type: string; value: string }[];
  };
  now: {
    lifecycle: string | null;
    title: string | null;
    condition: string | null;
    where: string | null;
    who: string | null;
    since: string | null;
    document: Paper | null;
    custodian: Custodian | null;
    acquisitionDate: string | null;
    cost: { minor: number; currency: string } | null;
    funding: { awardId: string; award: string; percent: number }[];
    waitingFor: string[];
  };
  chain: { checked: number; whole: boolean; problems: { code: string; detail: string }[] };
  silences: { days: number; from: string; to: string }[];
  events: TraceEvent[];
}

const screenOf: Record<string, string> = {
  WAYBILL: '/waybills',
  HANDOVER: '/handovers',
  ALLOCATION: '/allocations',
  RECEIPT: '/receipts',
  PURCHASE_ORDER: '/orders',
};

/** The whole life of one device, as it was known at any time (Q2, Q3). */
export function DeviceScreen({ code }: { code: string }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const asOf = params.get('asOf');
  const trace = useRead<Trace>(
    `/audit/devices/${encodeURIComponent(code)}/trace${asOf ? `?asOf=${encodeURIComponent(asOf)}` : ''}`,
  );
  return (
    <Shown read={trace}>
      {(found) => (
        <Page
          title={`${found.device.maker ?? ''} ${found.device.model ?? ''} · ${found.device.tag ?? found.device.serial ?? ''}`}
          back={{ to: '/devices', text: t('places.devices') }}
        >
          <AsOf />
          <Now trace={found} />
          <Identity trace={found} />
          <Life trace={found} />
        </Page>
      )}
    </Shown>
  );
}

/** The same page as it stood at the end of another day. */
function AsOf() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const [day, setDay] = useState(params.get('asOf')?.slice(0, 10) ?? '');
  return (
    <Group align="end">
      <TextInput
        type="date"
        label={t('device.asOf')}
        value={day}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setDay(chosen);
          setParams(chosen ? { asOf: `${chosen}T23:59:59.999Z` } : {});
        }}
      />
      {day !== '' && (
        <Button
          variant="subtle"
          onClick={() => {
            setDay('');
            setParams({});
          }}
        >
          {t('device.today')}
        </Button>
      )}
    </Group>
  );
}

function Now({ trace: { now, chain, asOf } }: { trace: Trace }) {
  const { t, word, moment, money, day } = useWords();
  const name = useNames([now.custodian?.personId]);
  return (
    <>
      <Facts
        facts={[
          [t('fields.lifecycle'), now.lifecycle ? <Status key="life" kind="lifecycle" code={now.lifecycle} /> : '–'],
          [t('device.who'), now.who],
          [t('device.person'), name(now.custodian?.personId)],
          [t('device.where'), now.custodian?.place.name ?? now.where],
          [t('device.since'), moment(now.since)],
          [t('device.paper'), <PaperLink key="paper" paper={now.document} />],
          [t('fields.condition'), word('condition', now.condition)],
          [t('fields.title'), word('title', now.title)],
          [t('device.acquired'), day(now.acquisitionDate)],
          [t('device.cost'), money(now.cost?.minor, now.cost?.currency)],
          [t('device.funding'), now.funding.map(({ award, percent }) => `${percent} % ${award}`).join(', ') || '–'],
          [t('device.asOfShown'), moment(asOf)],
        ]}
      />
      {now.waitingFor.length > 0 && (
        <Alert color="yellow">
          {t('device.waitingFor', { what: now.waitingFor.map((what) => word('waiting', what)).join(', ') })}
        </Alert>
      )}
      <Alert
        color={chain.whole ? 'teal' : 'red'}
        title={chain.whole ? t('device.chainWhole', { count: chain.checked }) : t('device.chainBroken')}
      >
        {chain.problems.map(({ detail }) => detail).join(' ')}
      </Alert>
    </>
  );
}

function Identity({ trace: { device } }: { trace: Trace }) {
  const { t, word } = useWords();
  const identifiers: [string, string][] = device.identifiers.map(({ type, value }) => [
    word('identifier', type),
    value,
  ]);
  return (
    <Section title={t('device.identity')}>
      <Facts
        facts={[
          [
            t('fields.tag'),
            <span key="tag" className="code">
              {device.tag ?? '–'}
            </span>,
          ],
          ...identifiers,
          [t('device.category'), word('category', device.category)],
        ]}
      />
    </Section>
  );
}

function PaperLink({ paper }: { paper: Paper | null }) {
  if (!paper) return <>–</>;
  const screen = screenOf[paper.kind ?? ''];
  return screen ? (
    <To href={`${screen}/${paper.id}`} code>
      {paper.number ?? paper.kind}
    </To>
  ) : (
    <span className="code">{paper.number ?? paper.kind}</span>
  );
}

const shownAtOnce = 50;

function Life({ trace: { events } }: { trace: Trace }) {
  const { t, moment, word } = useWords();
  const [all, setAll] = useState(false);
  const name = useNames(events.flatMap(({ actorId, custodian }) => [actorId, custodian?.personId]));
  const newest = [...events].reverse();
  const shown = all ? newest : newest.slice(0, shownAtOnce);
  return (
    <Section title={t('device.life', { count: events.length })}>
      <Timeline bulletSize={16} lineWidth={2} active={shown.length}>
        {shown.map((event) => (
          <Timeline.Item
            key={`${event.factId}${event.no}`}
            title={
              <Group gap="xs">
                {event.transition
                  ? word('transition', event.transition)
                  : t(`codes.fact.${event.type.split('.')[2]}`, { defaultValue: event.what })}
                {event.outcome && (
                  <Badge variant="light" tt="none">
                    {word('outcome', event.outcome)}
                  </Badge>
                )}
              </Group>
            }
          >
            <Text size="sm">
              {moment(event.occurredAt)} · <PaperLink paper={event.document} />
              {event.custodian &&
                ` · ${event.custodian.label}${event.custodian.personId ? ` (${name(event.custodian.personId)})` : ''}`}
            </Text>
            <Text size="xs" c="dimmed">
              {t('device.by', { name: name(event.actorId) })}
              {event.lagSeconds > 3_600 && ` · ${t('device.late', { moment: moment(event.knownAt) })}`}
              {event.silenceDays !== null && ` · ${t('device.silence', { count: event.silenceDays })}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      {newest.length > shown.length && (
        <Button variant="default" onClick={() => setAll(true)}>
          {t('shell.more')}
        </Button>
      )}
    </Section>
  );
}
