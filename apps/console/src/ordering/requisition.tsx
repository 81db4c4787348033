import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useRead } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { useAwardName, useModelName, useNames, usePlaceName, useProjects, useUnitName } from '../choices/names.js';
import { Act } from '../shell/act.js';
import { Facts, Page, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { Bids } from './bids.js';
import type { Requisition } from './requisition-data.js';

export function RequisitionScreen({ id }: { id: string }) {
  const { t } = useWords();
  const requisition = useRead<Requisition>(`/procurement/requisitions/${id}`);
  return (
    <Shown read={requisition}>
      {(found) => (
        <Page
          title={`${t('requisitions.one')} ${found.number}`}
          back={{ to: '/requisitions', text: t('places.requisitions') }}
        >
          <RequisitionFacts requisition={found} />
          <Decide requisition={found} />
          <Lines requisition={found} />
          {['APPROVED', 'SOLICITED', 'AWARDED', 'ORDERED'].includes(found.status) && <Bids requisition={found} />}
        </Page>
      )}
    </Shown>
  );
}

function RequisitionFacts({ requisition }: { requisition: Requisition }) {
  const { t, day, moment, money } = useWords();
  const unit = useUnitName();
  const name = useNames([requisition.requesterId, requisition.decidedBy, requisition.cancelledBy]);
  const project = useProjects().data?.find(({ id }) => id === requisition.projectId);
  const decided: [string, string][] = requisition.decidedBy
    ? [[t('requisitions.decidedBy'), `${name(requisition.decidedBy)}, ${moment(requisition.decidedAt)}`]]
    : [];
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="requisition" code={requisition.status} />],
        [t('requisitions.project'), project ? `${project.code} · ${project.name}` : '…'],
        [t('requisitions.unit'), unit(requisition.orgUnitId)],
        [t('requisitions.place'), usePlaceName(requisition.placeId)],
        [t('requisitions.justification'), requisition.justification],
        [t('requisitions.estimate'), money(requisition.estimatedMinor, requisition.currency)],
        [t('requisitions.neededBy'), day(requisition.neededBy)],
        [t('orders.requester'), name(requisition.requesterId)],
        ...decided,
        ...(requisition.reason ? [[t('fields.reason'), requisition.reason] as [string, string]] : []),
        ...(requisition.purchaseOrderId
          ? [
              [
                t('orders.one'),
                <To key="order" href={`/orders/${requisition.purchaseOrderId}`}>
                  {t('receipts.openOrder')}
                </To>,
              ] as [string, ReactNode],
            ]
          : []),
      ]}
    />
  );
}

/** Who asks never approves (CR-01); what is shown here the service decides again. */
function Decide({ requisition: { id, status, requesterId } }: { requisition: Requisition }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const own = useCaller().personId === requesterId;
  const requests = useHasRole('REQUESTER');
  const approves = useHasRole('BUDGET_HOLDER');
  const buys = useHasRole('PROCUREMENT');
  const path = `/procurement/requisitions/${id}`;
  const reason = { name: 'reason', label: t('fields.reason') };
  const cancels = (requests || approves) && ['DRAFT', 'REQUESTED', 'APPROVED', 'SOLICITED', 'AWARDED'].includes(status);
  return (
    <Group align="start">
      {status === 'DRAFT' && requests && own && (
        <>
          <Act path={`${path}/submission`} label={t('requisitions.submit')} />
          <Button component={Link} href={`/requisitions/${id}/contents`} variant="default">
            {t('requisitions.rewrite')}
          </Button>
        </>
      )}
      {status === 'REQUESTED' && approves && !own && (
        <>
          <Act path={`${path}/approval`} label={t('requisitions.approve')} />
          <Act path={`${path}/refusal`} label={t('requisitions.refuse')} reason={reason} />
        </>
      )}
      {status === 'AWARDED' && buys && (
        <Act<{ id: string }>
          path={`${path}/orders`}
          label={t('proposals.propose')}
          done={(proposal) => go(`/order-proposals/${proposal.id}`)}
        />
      )}
      {cancels && <Act path={`${path}/cancellation`} label={t('requisitions.cancel')} reason={reason} />}
    </Group>
  );
}

function Lines({ requisition: { lines, currency } }: { requisition: Requisition }) {
  const { t, number, money } = useWords();
  const model = useModelName();
  const award = useAwardName();
  return (
    <Section title={t('orders.lines')}>
      <Rows
        label={t('orders.lines')}
        rows={lines}
        id={({ lineNumber }) => String(lineNumber)}
        columns={[
          { head: t('orders.line'), cell: (line) => line.lineNumber },
          {
            head: t('fields.model'),
            cell: (line) =>
              line.catalogueItemId
                ? model(line.catalogueItemId)
                : [line.category, line.description].filter(Boolean).join(' · '),
          },
          { head: t('waybills.quantity'), cell: (line) => number(line.quantity), number: true },
          {
            head: t('requisitions.unitEstimate'),
            cell: (line) => money(line.estimatedUnitMinor, currency),
            number: true,
          },
          {
            head: t('device.funding'),
            cell: (line) => line.funding.map(({ awardId, percent }) => `${award(awardId)} ${percent} %`).join(', '),
          },
        ]}
      />
    </Section>
  );
}
