import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useCommand } from '../api/commanding.js';
import { type Settling, useDocument } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { useNames, usePlaceName, useUnitName } from '../choices/names.js';
import { ExceptionList, type OpenException } from '../exceptions/exceptions.js';
import { Facts, Page, Refused, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface Handover extends Settling {
  id: string;
  number: string;
  kind: string;
  status: string;
  pending: string | null;
  hold: string;
  orgUnitId: string;
  placeId: string;
  waybillIds: string[];
  signature: { personId: string; capacity: string; signedAt: string };
  countersignature: { personId: string } | null;
  giverId: string | null;
  witnessId: string | null;
  channel: string;
  signedAt: string;
  recordedAt: string;
  late: boolean;
  contentHash: string;
  countersignedAt: string | null;
  lines: {
    lineId: string;
    row: number;
    code: string;
    deviceId: string | null;
    tag: string | null;
    serial: string | null;
    maker: string | null;
    model: string | null;
    outcome: string;
    condition: string | null;
    remark: string | null;
    reserve: string | null;
    correctedBy: string | null;
  }[];
  exceptions: OpenException[];
  rectifications: string[];
}

export function HandoverScreen({ id }: { id: string }) {
  const { t } = useWords();
  const handover = useDocument<Handover>(`/handover/handovers/${id}`);
  return (
    <Shown read={handover}>
      {(found) => (
        <Page
          title={`${t('handovers.one')} ${found.number}`}
          back={{ to: '/handovers', text: t('places.handovers') }}
          actions={
            <>
              <Onward handover={found} />
              <Button
                component="a"
                href={`/api/handover/handovers/${id}/paper`}
                target="_blank"
                rel="noreferrer"
                variant="default"
              >
                {t('handovers.print')}
              </Button>
            </>
          }
        >
          <HandoverFacts handover={found} />
          {found.pending && (
            <Alert color="orange">{t(`handovers.pending.${found.pending}`, { defaultValue: found.pending })}</Alert>
          )}
          {found.status === 'PROVISIONAL' && <Countersign handover={found} />}
          {found.exceptions.length > 0 && (
            <Section title={t('places.exceptions')}>
              <ExceptionList rows={found.exceptions} />
            </Section>
          )}
          <Lines handover={found} />
        </Page>
      )}
    </Shown>
  );
}

/** A refused device goes home; what was wrong in the PV another one says. */
function Onward({ handover }: { handover: Handover }) {
  const { t } = useWords();
  const drafts = useHasRole('DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER');
  const rectifies = useHasRole('UNIT_HEAD', 'UNIT_CUSTODIAN', 'FIELD_OFFICER');
  const refused =
    handover.kind === 'FIRST' &&
    handover.lines.some(({ outcome, correctedBy }) => outcome === 'REFUSED' || correctedBy !== null);
  return (
    <>
      {drafts && refused && (
        <Button component={Link} href={`/handovers/${handover.id}/return`}>
          {t('returns.go')}
        </Button>
      )}
      {rectifies && handover.kind === 'FIRST' && (
        <Button component={Link} href={`/handovers/${handover.id}/rectification`} variant="default">
          {t('rectifications.go')}
        </Button>
      )}
    </>
  );
}

function HandoverFacts({ handover }: { handover: Handover }) {
  const { t, word, moment } = useWords();
  const unit = useUnitName();
  const name = useNames([
    handover.signature.personId,
    handover.countersignature?.personId,
    handover.giverId,
    handover.witnessId,
  ]);
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="handover" code={handover.status} />],
        [
          t('allocations.unit'),
          <To key="unit" href={`/units/${handover.orgUnitId}`}>
            {unit(handover.orgUnitId)}
          </To>,
        ],
        [t('handovers.place'), usePlaceName(handover.placeId)],
        [
          t('handovers.signedBy'),
          `${name(handover.signature.personId)} (${word('capacity', handover.signature.capacity)})`,
        ],
        [t('handovers.signedAt'), moment(handover.signedAt)],
        [
          t('handovers.recordedAt'),
          `${moment(handover.recordedAt)}${handover.late ? ` · ${t('handovers.late')}` : ''}`,
        ],
        [t('handovers.channel'), word('channel', handover.channel)],
        [t('handovers.giver'), name(handover.giverId)],
        [t('handovers.witness'), name(handover.witnessId)],
        [
          t('handovers.countersignedBy'),
          handover.countersignature
            ? `${name(handover.countersignature.personId)}, ${moment(handover.countersignedAt)}`
            : '–',
        ],
        [
          t('handovers.hash'),
          <span key="hash" className="code" title={handover.contentHash}>
            {handover.contentHash.slice(0, 16)}…
          </span>,
        ],
        [
          t('places.waybills'),
          handover.waybillIds.map((waybillId) => (
            <To key={waybillId} href={`/waybills/${waybillId}`}>
              {t('handovers.openWaybill')}
            </To>
          )),
        ],
        ...(handover.rectifications.length > 0
          ? [
              [
                t('rectifications.list'),
                handover.rectifications.map((rectificationId) => (
                  <To key={rectificationId} href={`/rectifications/${rectificationId}`}>
                    {t('rectifications.open')}
                  </To>
                )),
              ] as [string, ReactNode],
            ]
          : []),
      ]}
    />
  );
}

function Countersign({ handover }: { handover: Handover }) {
  const { t } = useWords();
  const caller = useCaller();
  const officer = useHasRole('FIELD_OFFICER');
  const signing = useCommand(`/handover/handovers/${handover.id}/countersignature`);
  if (!officer) return <Alert color="blue">{t('handovers.waits')}</Alert>;
  return (
    <Section title={t('handovers.countersignTitle')}>
      <Text size="sm">{t('handovers.countersignText')}</Text>
      <Refused error={signing.error} />
      <Group>
        <Button
          loading={signing.isPending}
          onClick={() =>
            signing.mutate({
              signature: { personId: caller.personId, capacity: 'OFFICER', signedAt: new Date().toISOString() },
            })
          }
        >
          {t('handovers.countersign')}
        </Button>
      </Group>
    </Section>
  );
}

function Lines({ handover }: { handover: Handover }) {
  const { t, word } = useWords();
  return (
    <Section title={t('handovers.lines', { count: handover.lines.length })}>
      <Rows
        label={t('handovers.lines', { count: handover.lines.length })}
        rows={handover.lines}
        id={({ lineId }) => lineId}
        columns={[
          {
            head: t('fields.tag'),
            cell: ({ tag, code }) => (
              <To href={`/devices/${encodeURIComponent(tag ?? code)}`} code>
                {tag ?? code}
              </To>
            ),
          },
          { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
          { head: t('fields.model'), cell: ({ maker, model }) => `${maker ?? ''} ${model ?? ''}` },
          { head: t('waybills.outcome'), cell: ({ outcome }) => word('outcome', outcome) },
          { head: t('fields.condition'), cell: ({ condition }) => word('condition', condition) },
          {
            head: t('handovers.remark'),
            cell: ({ remark, reserve }) => [remark, reserve].filter(Boolean).join(' · ') || '–',
          },
        ]}
      />
    </Section>
  );
}
