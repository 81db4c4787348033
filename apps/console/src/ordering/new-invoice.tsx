import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { everyItem, useRead } from '../api/reading.js';
import { useOrganisations } from '../choices/names.js';
import type { Order } from '../orders/order.js';
import {
  AmountField,
  ChoiceField,
  CodeField,
  CountField,
  DayField,
  FileField,
  ListField,
  TextField,
} from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import { Page } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import type { InvoiceRow } from './invoices.js';

const components = ['FREIGHT', 'INSURANCE', 'INSPECTION', 'DUTY', 'TAX', 'INSTALLATION', 'OTHER'];

export function NewInvoiceScreen() {
  const { t } = useWords();
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const purchaseOrderId = params.get('purchaseOrderId');
  return (
    <Page title={t('invoices.new')} back={{ to: '/invoices', text: t('places.invoices') }}>
      <Form
        path="/procurement/invoices"
        initial={{ type: 'INVOICE', currency: 'USD', ...(purchaseOrderId && { purchaseOrderId }), lines: [{}] }}
        submit={t('invoices.record')}
        send={({ lines, ...body }) => (body['type'] === 'ADVANCE' ? body : { ...body, lines })}
        done={({ id }) => go(`/invoices/${id}`)}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <CodeField
            name="type"
            label={t('invoices.type')}
            kind="invoiceType"
            codes={['INVOICE', 'ADVANCE']}
            required
          />
          <OrderField />
          <AskerField />
          <TextField name="number" label={t('invoices.number')} required />
          <DayField name="invoicedOn" label={t('invoices.invoicedOn')} required />
          <TextField name="currency" label={t('fields.currency')} required />
          <Total />
          <FileField name="fileSha256" label={t('invoices.scan')} />
        </SimpleGrid>
        <Lines />
      </Form>
    </Page>
  );
}

function OrderField() {
  const { t } = useWords();
  const orders = useQuery({
    queryKey: ['every', '/procurement/purchase-orders'],
    queryFn: () => everyItem<{ id: string; number: string }>('/procurement/purchase-orders'),
    staleTime: 60_000,
  });
  const data = (orders.data ?? []).map(({ id, number }) => ({ value: id, label: number }));
  return <ChoiceField name="purchaseOrderId" label={t('orders.one')} data={data} required />;
}

/** Who asks: the seller, or who carried or insured the goods. */
function AskerField() {
  const { t } = useWords();
  const data = (useOrganisations().data ?? []).map(({ id, legalName }) => ({ value: id, label: legalName }));
  return <ChoiceField name="supplierId" label={t('invoices.asker')} data={data} required />;
}

function Total() {
  const { t } = useWords();
  const currency = useField('currency').value as string | undefined;
  return <AmountField name="totalMinor" label={t('invoices.total')} currency={currency ?? null} required />;
}

function Lines() {
  const { t } = useWords();
  const advance = useField('type').value === 'ADVANCE';
  const orderId = useField('purchaseOrderId').value as string | undefined;
  const order = useRead<Order>(orderId ? `/procurement/purchase-orders/${orderId}` : null).data;
  if (advance) return null;
  return (
    <>
      <ListField name="lines" title={t('orders.lines')} add={t('requisitions.addLine')} least={1}>
        {(line) => <LineFields line={line} order={order} />}
      </ListField>
      <Clearings orderId={orderId} />
    </>
  );
}

/** Goods of one line of the order, or a charge on one of them or on all. */
function LineFields({ line, order }: { line: string; order: Order | undefined }) {
  const { t, word } = useWords();
  const currency = (useField('currency').value as string | undefined) ?? null;
  const charge = useField(`${line}.component`).value !== undefined;
  const lines = (order?.lines ?? []).map(({ orderLineId, lineNumber, maker, model }) => ({
    value: orderLineId,
    label: `${lineNumber} · ${maker} ${model}`,
  }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <ChoiceField
        name={`${line}.component`}
        label={t('invoices.charge')}
        description={t('invoices.chargeText')}
        data={components.map((value) => ({ value, label: word('component', value) }))}
      />
      <ChoiceField name={`${line}.orderLineId`} label={t('invoices.ofOrder')} data={lines} required={!charge} />
      {charge ? (
        <AmountField name={`${line}.amountMinor`} label={t('invoices.amount')} currency={currency} required />
      ) : (
        <>
          <CountField name={`${line}.quantity`} label={t('waybills.quantity')} required />
          <AmountField name={`${line}.unitPriceMinor`} label={t('orders.unitPrice')} currency={currency} required />
        </>
      )}
    </SimpleGrid>
  );
}

/** Advances that were paid and are not cleared yet. */
function Clearings({ orderId }: { orderId: string | undefined }) {
  const { t, money } = useWords();
  const currency = (useField('currency').value as string | undefined) ?? null;
  const invoices = useRead<{ items: InvoiceRow[] }>(
    orderId ? `/procurement/invoices?purchaseOrderId=${orderId}&limit=200` : null,
  );
  const advances = (invoices.data?.items ?? []).filter(({ openMinor }) => openMinor > 0);
  if (advances.length === 0) return null;
  const data = advances.map((row) => ({
    value: row.id,
    label: `${row.number} · ${money(row.openMinor, row.currency)}`,
  }));
  return (
    <ListField name="clears" title={t('invoices.clears')} add={t('invoices.addClearing')}>
      {(clearing) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <ChoiceField name={`${clearing}.advanceId`} label={t('invoices.advance')} data={data} required />
          <AmountField name={`${clearing}.amountMinor`} label={t('invoices.amount')} currency={currency} required />
        </SimpleGrid>
      )}
    </ListField>
  );
}
