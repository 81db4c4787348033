import { Alert, Group, SimpleGrid } from '@mantine/core';
import { useRead } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { useNames, useOrganisationName } from '../choices/names.js';
import type { Order } from '../orders/order.js';
import { Act } from '../shell/act.js';
import { AmountField, CodeField, DayField, FileField, LongField, TextField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Facts, Page, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import type { InvoiceRow } from './invoices.js';

interface Invoice extends InvoiceRow {
  recordedBy: string;
  lines: {
    lineId: string;
    row: number;
    orderLineId: string | null;
    quantity: number | null;
    unitPriceMinor: number | null;
    component: string | null;
    amountMinor: number;
  }[];
  clears: { advanceId: string; amountMinor: number }[];
  match: { matchedBy: string; matchedAt: string; found: { row: number; code: string; detail: string }[] };
  resolution: { decision: string; reason: string; decidedBy: string; decidedAt: string } | null;
  payments: { id: string; paidOn: string; amountMinor: number; reference: string; paidBy: string }[];
}

export function InvoiceScreen({ id }: { id: string }) {
  const { t } = useWords();
  const invoice = useRead<Invoice>(`/procurement/invoices/${id}`);
  return (
    <Shown read={invoice}>
      {(found) => (
        <Page title={`${t('invoices.one')} ${found.number}`} back={{ to: '/invoices', text: t('places.invoices') }}>
          <InvoiceFacts invoice={found} />
          <Match invoice={found} />
          <Lines invoice={found} />
          <Payments invoice={found} />
        </Page>
      )}
    </Shown>
  );
}

function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const { t, day, word, money } = useWords();
  const organisation = useOrganisationName();
  const name = useNames([invoice.recordedBy]);
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="invoice" code={invoice.status} />],
        [t('invoices.type'), word('invoiceType', invoice.type)],
        [t('orders.supplier'), organisation(invoice.supplierId)],
        [
          t('orders.one'),
          <To key="order" href={`/orders/${invoice.purchaseOrderId}`}>
            {t('receipts.openOrder')}
          </To>,
        ],
        [t('invoices.invoicedOn'), day(invoice.invoicedOn)],
        [t('invoices.total'), money(invoice.totalMinor, invoice.currency)],
        [t('invoices.clears'), money(invoice.clearsMinor, invoice.currency)],
        [t('invoices.paid'), money(invoice.paidMinor, invoice.currency)],
        [t('invoices.due'), money(invoice.dueMinor, invoice.currency)],
        [t('invoices.recordedBy'), name(invoice.recordedBy)],
      ]}
    />
  );
}

/** Order, receipt and invoice beside each other (CR-11): what differs, and who decided about it. */
function Match({ invoice }: { invoice: Invoice }) {
  const { t, word, moment } = useWords();
  const { match, resolution } = invoice;
  const name = useNames([match.matchedBy, resolution?.decidedBy]);
  const pays = useHasRole('FINANCE');
  const resolves = useHasRole('BUDGET_HOLDER', 'FINANCE');
  const own = useCaller().personId === invoice.recordedBy;
  return (
    <Section
      title={t('invoices.match')}
      actions={
        pays && ['BLOCKED', 'VARIANCE'].includes(invoice.status) ? (
          <Act path={`/procurement/invoices/${invoice.id}/match`} label={t('invoices.matchAgain')} quiet />
        ) : null
      }
    >
      {match.found.length === 0 ? (
        <Alert color="teal">{t('invoices.matches', { moment: moment(match.matchedAt) })}</Alert>
      ) : (
        <Rows
          label={t('invoices.match')}
          rows={match.found}
          id={({ row, code }) => `${row} ${code}`}
          columns={[
            { head: t('orders.line'), cell: ({ row }) => (row === 0 ? t('invoices.whole') : row) },
            { head: t('invoices.difference'), cell: ({ code }) => word('difference', code) },
            { head: t('invoices.detail'), cell: ({ detail }) => detail },
          ]}
        />
      )}
      {resolution && (
        <Facts
          facts={[
            [t('invoices.decision'), word('resolution', resolution.decision)],
            [t('fields.reason'), resolution.reason],
            [t('requisitions.decidedBy'), `${name(resolution.decidedBy)}, ${moment(resolution.decidedAt)}`],
          ]}
        />
      )}
      {invoice.status === 'VARIANCE' && resolves && !own && <Resolve id={invoice.id} />}
    </Section>
  );
}

function Resolve({ id }: { id: string }) {
  const { t } = useWords();
  return (
    <Form path={`/procurement/invoices/${id}/resolution`} submit={t('invoices.resolve')}>
      <CodeField
        name="decision"
        label={t('invoices.decision')}
        kind="resolution"
        codes={['ACCEPTED', 'REFUSED']}
        required
      />
      <LongField name="reason" label={t('fields.reason')} required />
    </Form>
  );
}

function Lines({ invoice }: { invoice: Invoice }) {
  const { t, word, number, money } = useWords();
  const order = useRead<Order>(`/procurement/purchase-orders/${invoice.purchaseOrderId}`).data;
  if (invoice.lines.length === 0) return null;
  const goods = (orderLineId: string | null): string => {
    const line = order?.lines.find((each) => each.orderLineId === orderLineId);
    return line ? `${line.lineNumber} · ${line.maker} ${line.model}` : t('invoices.allLines');
  };
  const cost = (minor: number | null) => money(minor, invoice.currency);
  return (
    <Section title={t('orders.lines')}>
      <Rows
        label={t('orders.lines')}
        rows={invoice.lines}
        id={({ lineId }) => lineId}
        columns={[
          { head: t('orders.line'), cell: ({ row }) => row },
          {
            head: t('exceptions.what'),
            cell: ({ component }) => (component ? word('component', component) : t('invoices.goods')),
          },
          { head: t('invoices.ofOrder'), cell: ({ orderLineId }) => goods(orderLineId) },
          { head: t('waybills.quantity'), cell: ({ quantity }) => (quantity ? number(quantity) : '–'), number: true },
          { head: t('orders.unitPrice'), cell: ({ unitPriceMinor }) => cost(unitPriceMinor), number: true },
          { head: t('invoices.amount'), cell: ({ amountMinor }) => cost(amountMinor), number: true },
        ]}
      />
    </Section>
  );
}

function Payments({ invoice }: { invoice: Invoice }) {
  const { t, day, money } = useWords();
  const name = useNames(invoice.payments.map(({ paidBy }) => paidBy));
  const pays = useHasRole('FINANCE') && invoice.status === 'MATCHED' && invoice.dueMinor > 0;
  if (invoice.payments.length === 0 && !pays) return null;
  return (
    <Section title={t('invoices.payments')}>
      {invoice.payments.length > 0 && (
        <Rows
          label={t('invoices.payments')}
          rows={invoice.payments}
          id={({ id }) => id}
          columns={[
            { head: t('invoices.paidOn'), cell: ({ paidOn }) => day(paidOn) },
            { head: t('invoices.reference'), cell: ({ reference }) => <span className="code">{reference}</span> },
            { head: t('invoices.amount'), cell: (row) => money(row.amountMinor, invoice.currency), number: true },
            { head: t('invoices.paidBy'), cell: ({ paidBy }) => name(paidBy) },
          ]}
        />
      )}
      {pays && (
        <Form
          path={`/procurement/invoices/${invoice.id}/payments`}
          initial={{ amountMinor: invoice.dueMinor }}
          submit={t('invoices.pay')}
        >
          <Group grow align="start" preventGrowOverflow={false}>
            <DayField name="paidOn" label={t('invoices.paidOn')} required />
            <TextField name="reference" label={t('invoices.reference')} required />
          </Group>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <AmountField name="amountMinor" label={t('invoices.amount')} currency={invoice.currency} required />
            <FileField name="fileSha256" label={t('invoices.bankNote')} />
          </SimpleGrid>
        </Form>
      )}
    </Section>
  );
}
