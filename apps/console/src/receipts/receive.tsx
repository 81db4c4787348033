import { Alert, Button, Group, SegmentedControl, Stack, Stepper, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { newId } from '../api/http.js';
import { useRead } from '../api/reading.js';
import { useCaller } from '../api/session.js';
import { useUnits } from '../choices/names.js';
import type { Order } from '../orders/order.js';
import { Page, Shown } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { CheckStep } from './check-step.js';
import { ColumnsStep } from './columns-step.js';
import { ConfirmStep } from './confirm-step.js';
import type { DeliveryLine, Kit } from './delivery.rules.js';
import { FileStep } from './file-step.js';
import { ScanStep } from './scan-step.js';
import type { ListReading } from './reading.js';

/** Kept in this browser until it is recorded: a closed tab loses no scan. */
export interface Delivery {
  /** Of the receipt, from the start: confirmed twice it is one receipt. */
  id: string;
  source: 'FILE' | 'SCAN';
  lines: DeliveryLine[];
  kits: Kit[];
  /** More came than was ordered, and the store-keeper has said so (CR-06). */
  acknowledgeOver?: boolean;
}
export interface Store {
  placeId: string;
  storeUnitId: string;
}

export function ReceiveScreen({ orderId }: { orderId: string }) {
  const order = useRead<Order>(`/procurement/purchase-orders/${orderId}`);
  return <Shown read={order}>{(found) => <Receive order={found} />}</Shown>;
}

function Receive({ order }: { order: Order }) {
  const { t } = useWords();
  const caller = useCaller();
  const stores = useStores();
  const fresh = (): Delivery => ({ id: newId(), source: 'FILE', lines: [], kits: [] });
  const [delivery, setDelivery, forget] = useLocalStorage<Delivery>({
    key: `delivery ${order.id} ${caller.personId}`,
    defaultValue: fresh(),
    getInitialValueInEffect: false,
  });
  const [step, setStep] = useState(delivery.lines.length > 0 ? 2 : 0);
  const [file, setFile] = useState<{ file: File; reading: ListReading } | null>(null);
  const store = stores[0];

  const take = (lines: DeliveryLine[], kits: Kit[]) => {
    setDelivery({ ...delivery, lines, kits });
    setStep(2);
  };
  const byScan = delivery.source === 'SCAN';
  return (
    <Page title={t('receive.title', { number: order.number })} back={{ to: `/orders/${order.id}`, text: order.number }}>
      {!store && <Alert color="yellow">{t('receive.noStore')}</Alert>}
      <Stepper
        active={step}
        onStepClick={(wanted) => wanted < step && setStep(wanted)}
        size="sm"
        allowNextStepsSelect={false}
      >
        <Stepper.Step label={t('receive.steps.source')}>
          <Stack maw={720}>
            <SegmentedControl
              aria-label={t('receive.source')}
              value={delivery.source}
              onChange={(source) => setDelivery({ ...delivery, source: source as Delivery['source'] })}
              data={[
                { value: 'FILE', label: t('receive.byFile') },
                { value: 'SCAN', label: t('receive.byScan') },
              ]}
            />
            {byScan ? (
              <ScanStep
                order={order}
                lines={delivery.lines}
                onLines={(lines) => setDelivery({ ...delivery, lines })}
                onDone={() => setStep(2)}
              />
            ) : (
              <FileStep
                order={order}
                onRead={(read) => {
                  setFile(read);
                  setStep(1);
                }}
              />
            )}
          </Stack>
        </Stepper.Step>
        <Stepper.Step label={t('receive.steps.columns')}>
          {file && (
            <ColumnsStep
              order={order}
              file={file}
              onRead={setFile}
              onDone={() => take(file.reading.lines, file.reading.kitsProposed)}
            />
          )}
          {!file && <Text>{t('receive.noColumns')}</Text>}
        </Stepper.Step>
        <Stepper.Step label={t('receive.steps.check')}>
          {store && step === 2 && (
            <CheckStep
              order={order}
              store={store}
              delivery={delivery}
              file={file?.file}
              onLines={(lines) => setDelivery({ ...delivery, lines })}
              onOver={(acknowledgeOver) => setDelivery({ ...delivery, acknowledgeOver })}
              onKits={(kits) => setDelivery({ ...delivery, kits })}
              onDone={() => setStep(3)}
            />
          )}
        </Stepper.Step>
        <Stepper.Step label={t('receive.steps.confirm')}>
          {store && step === 3 && <ConfirmStep order={order} store={store} delivery={delivery} onDone={forget} />}
        </Stepper.Step>
      </Stepper>
      {delivery.lines.length > 0 && (
        <Group>
          <Button
            variant="subtle"
            color="red"
            onClick={() => {
              setDelivery(fresh());
              setFile(null);
              setStep(0);
            }}
          >
            {t('receive.startAgain')}
          </Button>
        </Group>
      )}
    </Page>
  );
}

/** The stores this person keeps: where the goods stand, and the unit that answers for them. */
function useStores(): Store[] {
  const caller = useCaller();
  const units = useUnits().data ?? [];
  const places = caller.roles.filter(({ role }) => role === 'STOREKEEPER').map(({ placeId }) => placeId);
  return units.flatMap(({ id, placeId, agency }) =>
    agency === 'IOM' && placeId && places.includes(placeId) ? [{ placeId, storeUnitId: id }] : [],
  );
}
