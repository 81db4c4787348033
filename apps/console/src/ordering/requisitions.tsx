import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useHasRole } from '../api/session.js';
import { useProjects, useUnitName } from '../choices/names.js';
import { DocumentList, useDocumentColumns } from '../shell/document-list.js';
import { useWords } from '../words/words.js';
import { type RequisitionRow, requisitionSteps } from './requisition-data.js';

export function RequisitionsScreen() {
  const { t, day, money } = useWords();
  const unit = useUnitName();
  const projects = useProjects().data;
  const requests = useHasRole('REQUESTER');
  return (
    <DocumentList<RequisitionRow>
      title={t('places.requisitions')}
      path="/procurement/requisitions"
      filters={[{ name: 'status', label: t('fields.status'), by: { kind: 'requisition', codes: requisitionSteps } }]}
      empty={t('requisitions.none')}
      actions={
        requests && (
          <Button component={Link} href="/requisitions/new">
            {t('requisitions.new')}
          </Button>
        )
      }
      columns={[
        ...useDocumentColumns<RequisitionRow>('/requisitions', 'requisition'),
        {
          head: t('requisitions.project'),
          cell: (row) => projects?.find(({ id }) => id === row.projectId)?.code ?? '…',
        },
        { head: t('requisitions.unit'), cell: (row) => unit(row.orgUnitId) },
        { head: t('requisitions.justification'), cell: (row) => row.justification },
        { head: t('requisitions.estimate'), cell: (row) => money(row.estimatedMinor, row.currency), number: true },
        { head: t('requisitions.neededBy'), cell: (row) => day(row.neededBy) },
      ]}
    />
  );
}
