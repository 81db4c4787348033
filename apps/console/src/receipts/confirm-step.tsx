import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ask } from '../api/http.js';
import { useCaller } from '../api/session.js';
import { PersonChoice } from '../choices/choices.js';
import { useUnits } from '../choices/names.js';
import type { Order } from '../orders/order.js';
import { Refused } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { wholeKits } from './delivery.rules.js';
import type { Delivery, Store } from './receive.js';

/** The paper that came with the goods, who watched, and one button. */
export function ConfirmStep(props: { order: Order; store: Store; delivery: Delivery; onDone: () => void }) {
  const { t } = useWords();
  const caller = useCaller();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [note, setNote] = useState('');
  const [noNote, setNoNote] = useState('');
  const [witness, setWitness] = useState<string | null>(null);
  const [isFinal, setFinal] = useState(false);
  const { delivery, store } = props;
  const received = useMutation({
    mutationFn: () =>
      ask<{ id: string }>(`/procurement/purchase-orders/${props.order.id}/receipts`, {
        method: 'POST',
        key: delivery.id,
        body: {
          ...store,
          ...(note.trim() ? { deliveryNote: note.trim() } : { noDeliveryNoteReason: noNote.trim() }),
          ...(witness ? { witnessId: witness } : {}),
          ...(isFinal ? { finalDelivery: true } : {}),
          ...(delivery.acknowledgeOver ? { acknowledgeOver: true } : {}),
          kits: wholeKits(delivery.kits, delivery.lines),
          lines: delivery.lines,
        },
      }),
    onSuccess: async ({ id }) => {
      props.onDone();
      await queries.invalidateQueries();
      go(`/receipts/${id}`);
    },
  });
  return (
    <Stack maw={560}>
      <Text>{t('receive.summary', { count: delivery.lines.length, number: props.order.number })}</Text>
      <TextInput
        autoFocus
        label={t('receive.deliveryNote')}
        description={t('receive.deliveryNoteText')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {note.trim() === '' && (
        <TextInput
          label={t('receive.noNote')}
          value={noNote}
          onChange={(event) => setNoNote(event.currentTarget.value)}
        />
      )}
      <Witness storeUnitId={store.storeUnitId} value={witness} onChange={setWitness} not={caller.personId} />
      <Checkbox
        label={t('receive.final')}
        checked={isFinal}
        onChange={(event) => setFinal(event.currentTarget.checked)}
      />
      <Refused error={received.error} />
      <Group>
        <Button
          size="md"
          onClick={() => received.mutate()}
          loading={received.isPending}
          disabled={note.trim() === '' && noNote.trim() === ''}
        >
          {t('receive.confirm', { count: delivery.lines.length })}
        </Button>
      </Group>
    </Stack>
  );
}

/** Somebody else who watched the boxes being opened: of any office of the buyer. */
function Witness(props: {
  storeUnitId: string;
  value: string | null;
  onChange: (id: string | null) => void;
  not: string;
}) {
  const { t } = useWords();
  const store = useUnits().data?.find(({ id }) => id === props.storeUnitId);
  const mission = store?.parentId ?? props.storeUnitId;
  return (
    <PersonChoice
      label={t('receive.witness')}
      description={t('receive.witnessText')}
      unitId={mission}
      value={props.value}
      onChange={props.onChange}
      not={[props.not]}
    />
  );
}
