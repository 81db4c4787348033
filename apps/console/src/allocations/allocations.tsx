import { Button, Select } from '@mantine/core';
import { Link, useSearchParams } from 'wouter';
import { useDocuments } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { useUnitName } from '../choices/names.js';
import { Listed, Page, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface AllocationRow {
  id: string;
  number: string;
  status: string;
  orgUnitId: string;
  purpose: string;
  proposedAt: string;
}

export function AllocationsScreen() {
  const { t, word, moment } = useWords();
  const [params, setParams] = useSearchParams();
  const unit = useUnitName();
  const list = useDocuments<AllocationRow>('/handover/allocations', { status: params.get('status') });
  const proposes = useHasRole('BUDGET_HOLDER');
  return (
    <Page
      title={t('places.allocations')}
      actions={
        proposes && (
          <Button component={Link} href="/allocations/new">
            {t('allocations.new')}
          </Button>
        )
      }
    >
      <Select
        label={t('fields.status')}
        clearable
        maw={240}
        value={params.get('status')}
        onChange={(status) => setParams(status ? { status } : {})}
        data={['PROPOSED', 'RESERVING', 'APPROVED', 'CANCELLED'].map((value) => ({
          value,
          label: word('allocation', value),
        }))}
      />
      <Listed
        list={list}
        label={t('places.allocations')}
        id={({ id }) => id}
        empty={t('allocations.none')}
        columns={[
          {
            head: t('fields.number'),
            cell: (row) => (
              <To href={`/allocations/${row.id}`} code>
                {row.number}
              </To>
            ),
          },
          { head: t('fields.status'), cell: (row) => <Status kind="allocation" code={row.status} /> },
          { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
          { head: t('allocations.purpose'), cell: (row) => row.purpose },
          { head: t('allocations.proposedAt'), cell: (row) => moment(row.proposedAt) },
        ]}
      />
    </Page>
  );
}
