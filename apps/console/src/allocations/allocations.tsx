import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useHasRole } from '../api/session.js';
import { useUnitName } from '../choices/names.js';
import { DocumentList, useDocumentColumns } from '../shell/document-list.js';
import { useWords } from '../words/words.js';

interface AllocationRow {
  id: string;
  number: string;
  status: string;
  orgUnitId: string;
  purpose: string;
  proposedAt: string;
}

const states = ['PROPOSED', 'RESERVING', 'APPROVED', 'CANCELLED'];

export function AllocationsScreen() {
  const { t, moment } = useWords();
  const unit = useUnitName();
  const proposes = useHasRole('BUDGET_HOLDER');
  return (
    <DocumentList<AllocationRow>
      title={t('places.allocations')}
      path="/handover/allocations"
      newestFirst
      filters={[{ name: 'status', label: t('fields.status'), by: { kind: 'allocation', codes: states } }]}
      empty={t('allocations.none')}
      actions={
        proposes && (
          <Button component={Link} href="/allocations/new">
            {t('allocations.new')}
          </Button>
        )
      }
      columns={[
        ...useDocumentColumns<AllocationRow>('/allocations', 'allocation'),
        { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
        { head: t('allocations.purpose'), cell: (row) => row.purpose },
        { head: t('allocations.proposedAt'), cell: (row) => moment(row.proposedAt) },
      ]}
    />
  );
}
