import { SimpleGrid } from '@mantine/core';
import { useLocation } from 'wouter';
import { useRead } from '../api/reading.js';
import type { Order } from '../orders/order.js';
import { AmountField, ChoiceField, CountField, ListField, LongField, ModelField } from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import { Page, Shown } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { FundingFields } from './requisition-form.js';

/** Another quantity or price of a line, one line more, or another model instead of one (AM-7). */
export function AmendScreen({ id }: { id: string }) {
  const { t } = useWords();
  const order = useRead<Order>(`/procurement/purchase-orders/${id}`);
  return (
    <Shown read={order}>
      {(found) => (
        <Page
          title={t('amendments.title', { number: found.number })}
          back={{ to: `/orders/${id}`, text: found.number }}
        >
          <AmendForm order={found} />
        </Page>
      )}
    </Shown>
  );
}

function AmendForm({ order }: { order: Order }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const lines = order.lines.map(({ lineNumber, maker, model, quantity }) => ({
    value: String(lineNumber),
    label: `${lineNumber} · ${maker} ${model} · ${quantity}`,
  }));
  const next = Math.max(0, ...order.lines.map(({ lineNumber }) => lineNumber)) + 1;
  return (
    <Form
      path={`/procurement/purchase-orders/${order.id}/amendments`}
      submit={t('amendments.propose')}
      done={({ id }) => go(`/order-proposals/${id}`)}
    >
      <LongField name="reason" label={t('fields.reason')} required />
      <ListField name="changes" title={t('amendments.changes')} add={t('amendments.addChange')}>
        {(change) => (
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <LineField name={`${change}.lineNumber`} lines={lines} required />
            <CountField name={`${change}.quantity`} label={t('amendments.quantity')} />
            <AmountField name={`${change}.unitPriceMinor`} label={t('amendments.price')} currency={order.currency} />
          </SimpleGrid>
        )}
      </ListField>
      <ListField
        name="additions"
        title={t('amendments.additions')}
        add={t('amendments.addAddition')}
        blank={(index) => ({ lineNumber: next + index })}
      >
        {(addition) => <Addition addition={addition} order={order} lines={lines} />}
      </ListField>
    </Form>
  );
}

function LineField(props: {
  name: string;
  lines: { value: string; label: string }[];
  required?: boolean;
  label?: string;
}) {
  const { t } = useWords();
  return (
    <ChoiceField
      name={props.name}
      label={props.label ?? t('orders.line')}
      data={props.lines}
      number
      {...(props.required && { required: true })}
    />
  );
}

function Addition(props: { addition: string; order: Order; lines: { value: string; label: string }[] }) {
  const { t } = useWords();
  const { addition, order } = props;
  const substitute = useField(`${addition}.substitutesLine`).value !== undefined;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ModelField name={`${addition}.catalogueItemId`} label={t('fields.model')} required />
        <LineField name={`${addition}.substitutesLine`} lines={props.lines} label={t('amendments.insteadOf')} />
        <CountField name={`${addition}.quantity`} label={t('waybills.quantity')} required />
        <AmountField
          name={`${addition}.unitPriceMinor`}
          label={t('orders.unitPrice')}
          currency={order.currency}
          required
        />
      </SimpleGrid>
      {!substitute && <FundingFields line={addition} />}
    </>
  );
}
