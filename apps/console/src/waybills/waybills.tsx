import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useHasRole } from '../api/session.js';
import { useUnitName } from '../choices/names.js';
import { DocumentList, useDocumentColumns } from '../shell/document-list.js';
import { useWords } from '../words/words.js';

interface WaybillRow {
  id: string;
  number: string;
  status: string;
  purpose: string;
  toOrgUnitId: string;
  departedAt: string | null;
  eta: string | null;
}

const states = ['DRAFT', 'RELEASED', 'DISPATCHED', 'CLOSED', 'CLOSED_SHORT', 'WITHDRAWN'];

export function WaybillsScreen() {
  const { t, word, moment } = useWords();
  const unit = useUnitName();
  const drafts = useHasRole('DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER');
  return (
    <DocumentList<WaybillRow>
      title={t('places.waybills')}
      path="/handover/waybills"
      newestFirst
      filters={[{ name: 'status', label: t('fields.status'), by: { kind: 'waybill', codes: states } }]}
      empty={t('waybills.none')}
      actions={
        drafts && (
          <Button component={Link} href="/waybills/new">
            {t('waybills.new')}
          </Button>
        )
      }
      columns={[
        ...useDocumentColumns<WaybillRow>('/waybills', 'waybill'),
        { head: t('waybills.purpose'), cell: (row) => word('purpose', row.purpose) },
        { head: t('waybills.to'), cell: (row) => unit(row.toOrgUnitId) },
        { head: t('waybills.departedAt'), cell: (row) => moment(row.departedAt) },
        { head: t('waybills.eta'), cell: (row) => moment(row.eta) },
      ]}
    />
  );
}
