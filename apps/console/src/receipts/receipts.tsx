import { useDocuments } from '../api/reading.js';
import { type Column, Listed, Page, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export interface ReceiptRow {
  id: string;
  number: string;
  status: string;
  receivedAt: string;
  lines: number;
  refused: number;
  waiting: number;
}

export function useReceiptColumns(): Column<ReceiptRow>[] {
  const { t, moment, number } = useWords();
  return [
    {
      head: t('fields.number'),
      cell: (row) => (
        <To href={`/receipts/${row.id}`} code>
          {row.number}
        </To>
      ),
    },
    { head: t('fields.status'), cell: (row) => <Status kind="receipt" code={row.status} /> },
    { head: t('receipts.receivedAt'), cell: (row) => moment(row.receivedAt) },
    { head: t('receipts.lines'), cell: (row) => number(row.lines), number: true },
    { head: t('receipts.refused'), cell: (row) => number(row.refused), number: true },
  ];
}

export function ReceiptsScreen() {
  const { t } = useWords();
  const list = useDocuments<ReceiptRow>('/procurement/receipts');
  return (
    <Page title={t('places.receipts')}>
      <Listed
        list={list}
        label={t('places.receipts')}
        id={({ id }) => id}
        empty={
          <>
            {t('receipts.none')} <To href="/orders">{t('places.orders')}</To>
          </>
        }
        columns={useReceiptColumns()}
      />
    </Page>
  );
}
