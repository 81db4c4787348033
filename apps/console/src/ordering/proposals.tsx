import type { ReactNode } from 'react';
import { Alert, Group } from '@mantine/core';
import { useRead } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { useModelName, useNames, useOrganisationName } from '../choices/names.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { Facts, Page, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export interface Proposal {
  id: string;
  status: string;
  purchaseOrderId: string;
  requisitionId: string | null;
  revision: number;
  reason: string | null;
  requesterId: string;
  buyerId: string;
  proposedAt: string;
  supplierId: string | null;
  currency: string;
  amountMinor: number;
  lines: {
    orderLineId: string;
    lineNumber: number;
    catalogueItemId: string;
    quantity: number;
    unitPriceMinor: number;
    substitutesLine: number | null;
  }[];
  acceptedBy: string | null;
  acceptedAt: string | null;
  approvals: { approverId: string; approvedAt: string; asked: number }[];
  refusedBy: string | null;
  withdrawnBy: string | null;
  refusalReason: string | null;
}

const states = ['PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN'];

/** New orders and amendments that wait for who may approve so much. */
export function ProposalsScreen() {
  const { t, moment, money } = useWords();
  const organisation = useOrganisationName();
  return (
    <DocumentList<Proposal>
      title={t('places.proposals')}
      path="/procurement/order-proposals"
      filters={[{ name: 'status', label: t('fields.status'), by: { kind: 'proposal', codes: states } }]}
      empty={t('proposals.none')}
      columns={[
        {
          head: t('proposals.what'),
          cell: (row) => <What proposal={row} />,
        },
        { head: t('fields.status'), cell: (row) => <Status kind="proposal" code={row.status} /> },
        { head: t('orders.supplier'), cell: (row) => organisation(row.supplierId) },
        { head: t('proposals.amount'), cell: (row) => money(row.amountMinor, row.currency), number: true },
        { head: t('allocations.proposedAt'), cell: (row) => moment(row.proposedAt) },
      ]}
    />
  );
}

function What({ proposal: { id, revision, reason } }: { proposal: Proposal }) {
  const { t } = useWords();
  const what = revision === 1 ? t('proposals.newOrder') : `${t('proposals.amendment', { revision })} : ${reason}`;
  return <To href={`/order-proposals/${id}`}>{what}</To>;
}

export function ProposalScreen({ id }: { id: string }) {
  const { t } = useWords();
  const proposal = useRead<Proposal>(`/procurement/order-proposals/${id}`);
  return (
    <Shown read={proposal}>
      {(found) => (
        <Page
          title={
            found.revision === 1 ? t('proposals.newOrder') : t('proposals.amendment', { revision: found.revision })
          }
          back={{ to: '/order-proposals', text: t('places.proposals') }}
        >
          <ProposalFacts proposal={found} />
          {found.status === 'PENDING' && <Decide proposal={found} />}
          <Lines proposal={found} />
          <Approvals proposal={found} />
        </Page>
      )}
    </Shown>
  );
}

function ProposalFacts({ proposal }: { proposal: Proposal }) {
  const { t, moment, money } = useWords();
  const organisation = useOrganisationName();
  const name = useNames([proposal.requesterId, proposal.buyerId, proposal.acceptedBy, proposal.refusedBy]);
  const link = (name_: string, href: string, text: string): [string, ReactNode] => [
    name_,
    <To key={href} href={href}>
      {text}
    </To>,
  ];
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="proposal" code={proposal.status} />],
        [t('proposals.amount'), money(proposal.amountMinor, proposal.currency)],
        [t('orders.supplier'), organisation(proposal.supplierId)],
        [t('orders.requester'), name(proposal.requesterId)],
        [t('orders.buyer'), `${name(proposal.buyerId)}, ${moment(proposal.proposedAt)}`],
        ...(proposal.reason ? [[t('fields.reason'), proposal.reason] as [string, string]] : []),
        ...(proposal.acceptedBy
          ? [
              [t('proposals.acceptedBy'), `${name(proposal.acceptedBy)}, ${moment(proposal.acceptedAt)}`] as [
                string,
                string,
              ],
            ]
          : []),
        ...(proposal.refusalReason ? [[t('proposals.why'), proposal.refusalReason] as [string, string]] : []),
        ...(proposal.requisitionId
          ? [link(t('requisitions.one'), `/requisitions/${proposal.requisitionId}`, t('requisitions.open'))]
          : []),
        ...(proposal.status === 'APPROVED' || proposal.revision > 1
          ? [link(t('orders.one'), `/orders/${proposal.purchaseOrderId}`, t('receipts.openOrder'))]
          : []),
      ]}
    />
  );
}

/** Requester, buyer and approver are three persons (CR-01); who may approve how much the matrix says. */
function Decide({ proposal }: { proposal: Proposal }) {
  const { t } = useWords();
  const { personId } = useCaller();
  const approves = useHasRole('APPROVER', 'BUDGET_HOLDER');
  const accepts = useHasRole('REQUESTER') && personId === proposal.requesterId;
  const buys = useHasRole('PROCUREMENT') && personId === proposal.buyerId;
  const path = `/procurement/order-proposals/${proposal.id}`;
  const reason = { name: 'reason', label: t('fields.reason') };
  const waits = proposal.lines.some(({ substitutesLine }) => substitutesLine !== null) && !proposal.acceptedBy;
  return (
    <>
      {waits && <Alert color="yellow">{t('proposals.waitsForRequester')}</Alert>}
      <Group align="start">
        {waits && accepts && <Act path={`${path}/acceptance`} label={t('proposals.accept')} />}
        {approves && (
          <>
            <Act path={`${path}/approval`} label={t('proposals.approve')} />
            <Act path={`${path}/refusal`} label={t('requisitions.refuse')} reason={reason} />
          </>
        )}
        {buys && <Act path={`${path}/withdrawal`} label={t('proposals.withdraw')} reason={reason} />}
      </Group>
    </>
  );
}

function Lines({ proposal: { lines, currency } }: { proposal: Proposal }) {
  const { t, number, money } = useWords();
  const model = useModelName();
  return (
    <Section title={t('orders.lines')}>
      <Rows
        label={t('orders.lines')}
        rows={lines}
        id={({ orderLineId }) => orderLineId}
        columns={[
          { head: t('orders.line'), cell: (line) => line.lineNumber },
          { head: t('fields.model'), cell: (line) => model(line.catalogueItemId) },
          { head: t('waybills.quantity'), cell: (line) => number(line.quantity), number: true },
          { head: t('orders.unitPrice'), cell: (line) => money(line.unitPriceMinor, currency), number: true },
          {
            head: t('proposals.substitutes'),
            cell: (line) =>
              line.substitutesLine === null ? '–' : t('proposals.ofLine', { line: line.substitutesLine }),
          },
        ]}
      />
    </Section>
  );
}

function Approvals({ proposal: { approvals } }: { proposal: Proposal }) {
  const { t, moment } = useWords();
  const name = useNames(approvals.map(({ approverId }) => approverId));
  if (approvals.length === 0) return null;
  return (
    <Section title={t('proposals.approvals')}>
      <Rows
        label={t('proposals.approvals')}
        rows={approvals}
        id={({ approverId }) => approverId}
        columns={[
          { head: t('allocations.approvedBy'), cell: (row) => name(row.approverId) },
          { head: t('proposals.when'), cell: (row) => moment(row.approvedAt) },
          { head: t('proposals.asked'), cell: (row) => row.asked, number: true },
        ]}
      />
    </Section>
  );
}
