import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useDocuments, useRead } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { useNames, useOrganisationName } from '../choices/names.js';
import { type ReceiptRow, useReceiptColumns } from '../receipts/receipts.js';
import { Facts, Listed, Page, Rows, Section, Shown, Status } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export interface Order {
  id: string;
  number: string;
  status: string;
  orderedOn: string;
  supplierId: string | null;
  requesterId: string;
  buyerId: string;
  approverId: string;
  currency: string;
  lines: {
    orderLineId: string;
    lineNumber: number;
    maker: string;
    model: string;
    quantity: number;
    unitPriceMinor: number;
    received: number;
    accepted: number;
    rejected: number;
    open: number;
  }[];
}

export function OrderScreen({ id }: { id: string }) {
  const { t } = useWords();
  const order = useRead<Order>(`/procurement/purchase-orders/${id}`);
  return (
    <Shown read={order}>
      {(found) => (
        <Page
          title={`${t('orders.one')} ${found.number}`}
          back={{ to: '/orders', text: t('places.orders') }}
          actions={<Onward id={id} />}
        >
          <OrderFacts order={found} />
          <OrderLines order={found} />
          <Revisions order={found} />
          <Receipts orderId={id} />
        </Page>
      )}
    </Shown>
  );
}

function Onward({ id }: { id: string }) {
  const { t } = useWords();
  const receives = useHasRole('STOREKEEPER');
  const buys = useHasRole('PROCUREMENT');
  const pays = useHasRole('FINANCE');
  return (
    <>
      {receives && (
        <Button component={Link} href={`/orders/${id}/receive`}>
          {t('receive.go')}
        </Button>
      )}
      {buys && (
        <Button component={Link} href={`/orders/${id}/amendment`} variant="default">
          {t('amendments.go')}
        </Button>
      )}
      {pays && (
        <Button component={Link} href={`/invoices/new?purchaseOrderId=${id}`} variant="default">
          {t('invoices.new')}
        </Button>
      )}
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={`/api/procurement/purchase-orders/${id}/file?format=${format}`}
          variant="subtle"
          download
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </>
  );
}

interface Revision {
  revision: number;
  reason: string | null;
  from: string;
  lines: { lineNumber: number; quantity: number; unitPriceMinor: number }[];
}

/** What the order was before it was amended. */
function Revisions({ order }: { order: Order }) {
  const { t, moment, number, money } = useWords();
  const revisions = useRead<{ items: Revision[] }>(`/procurement/purchase-orders/${order.id}/revisions`).data?.items;
  if (!revisions || revisions.length < 2) return null;
  const line = (each: Revision['lines'][number]): string =>
    `${each.lineNumber} : ${number(each.quantity)} × ${money(each.unitPriceMinor, order.currency)}`;
  return (
    <Section title={t('amendments.revisions')}>
      <Rows
        label={t('amendments.revisions')}
        rows={revisions}
        id={({ revision }) => String(revision)}
        columns={[
          { head: t('amendments.revision'), cell: ({ revision }) => revision },
          { head: t('amendments.from'), cell: ({ from }) => moment(from) },
          { head: t('fields.reason'), cell: ({ reason }) => reason ?? '–' },
          { head: t('orders.lines'), cell: ({ lines }) => lines.map(line).join(' ; ') },
        ]}
      />
    </Section>
  );
}

function OrderFacts({ order }: { order: Order }) {
  const { t, day } = useWords();
  const organisation = useOrganisationName();
  const name = useNames([order.requesterId, order.buyerId, order.approverId]);
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status kind="order" code={order.status} key="status" />],
        [t('orders.orderedOn'), day(order.orderedOn)],
        [t('orders.supplier'), organisation(order.supplierId)],
        [t('orders.requester'), name(order.requesterId)],
        [t('orders.buyer'), name(order.buyerId)],
        [t('orders.approver'), name(order.approverId)],
      ]}
    />
  );
}

function OrderLines({ order }: { order: Order }) {
  const { t, number, money } = useWords();
  return (
    <Section title={t('orders.lines')}>
      <Rows
        label={t('orders.lines')}
        rows={order.lines}
        id={({ orderLineId }) => orderLineId}
        columns={[
          { head: t('orders.line'), cell: (line) => line.lineNumber },
          { head: t('fields.model'), cell: (line) => `${line.maker} ${line.model}` },
          { head: t('orders.unitPrice'), cell: (line) => money(line.unitPriceMinor, order.currency), number: true },
          { head: t('orders.ordered'), cell: (line) => number(line.quantity), number: true },
          { head: t('orders.received'), cell: (line) => number(line.received), number: true },
          { head: t('orders.accepted'), cell: (line) => number(line.accepted), number: true },
          { head: t('orders.rejected'), cell: (line) => number(line.rejected), number: true },
          { head: t('orders.open'), cell: (line) => number(line.open), number: true },
        ]}
      />
    </Section>
  );
}

function Receipts({ orderId }: { orderId: string }) {
  const { t } = useWords();
  const list = useDocuments<ReceiptRow>('/procurement/receipts', { purchaseOrderId: orderId });
  return (
    <Section title={t('places.receipts')}>
      <Listed
        list={list}
        label={t('places.receipts')}
        id={({ id }) => id}
        empty={t('orders.nothingReceived')}
        columns={useReceiptColumns()}
      />
    </Section>
  );
}
