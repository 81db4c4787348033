import { useDocuments } from '../api/reading.js';
import { Listed, Page, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface OrderRow {
  id: string;
  number: string;
  orderedOn: string;
  currency: string;
  lines: number;
  quantity: number;
  open: number;
}

export function OrdersScreen() {
  const { t, day, number } = useWords();
  const list = useDocuments<OrderRow>('/procurement/purchase-orders');
  return (
    <Page title={t('places.orders')}>
      <Listed
        list={list}
        label={t('places.orders')}
        id={({ id }) => id}
        empty={t('orders.none')}
        columns={[
          {
            head: t('fields.number'),
            cell: (row) => (
              <To href={`/orders/${row.id}`} code>
                {row.number}
              </To>
            ),
          },
          { head: t('orders.orderedOn'), cell: (row) => day(row.orderedOn) },
          { head: t('orders.ordered'), cell: (row) => number(row.quantity), number: true },
          { head: t('orders.open'), cell: (row) => number(row.open), number: true },
        ]}
      />
    </Page>
  );
}
