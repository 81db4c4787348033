import { Select } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { useDocuments } from '../api/reading.js';
import { useUnitName } from '../choices/names.js';
import { Listed, Page, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface HandoverRow {
  id: string;
  number: string;
  kind: string;
  status: string;
  orgUnitId: string;
  signedAt: string;
  lines: number;
}

export function HandoversScreen() {
  const { t, word, moment, number } = useWords();
  const [params, setParams] = useSearchParams();
  const unit = useUnitName();
  const list = useDocuments<HandoverRow>('/handover/handovers', { status: params.get('status') });
  return (
    <Page title={t('places.handovers')}>
      <Select
        label={t('fields.status')}
        clearable
        maw={240}
        value={params.get('status')}
        onChange={(status) => setParams(status ? { status } : {})}
        data={['PROVISIONAL', 'FINAL', 'PENDING', 'RETURNED'].map((value) => ({
          value,
          label: word('handover', value),
        }))}
      />
      <Listed
        list={list}
        label={t('places.handovers')}
        id={({ id }) => id}
        empty={
          <>
            {t('handovers.none')} <a href="/field/">{t('places.field')}</a>
          </>
        }
        columns={[
          {
            head: t('fields.number'),
            cell: (row) => (
              <To href={`/handovers/${row.id}`} code>
                {row.number}
              </To>
            ),
          },
          { head: t('fields.status'), cell: (row) => <Status kind="handover" code={row.status} /> },
          { head: t('handovers.kind'), cell: (row) => word('handoverKind', row.kind) },
          { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
          { head: t('handovers.signedAt'), cell: (row) => moment(row.signedAt) },
          { head: t('receipts.lines'), cell: (row) => number(row.lines), number: true },
        ]}
      />
    </Page>
  );
}
