import { Button, Select } from '@mantine/core';
import { Link, useSearchParams } from 'wouter';
import { useDocuments } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { useUnitName } from '../choices/names.js';
import { Listed, Page, Status, To } from '../shell/parts.js';
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

export const waybillStates = ['DRAFT', 'RELEASED', 'DISPATCHED', 'CLOSED', 'CLOSED_SHORT', 'WITHDRAWN'];

export function WaybillsScreen() {
  const { t, word, moment } = useWords();
  const [params, setParams] = useSearchParams();
  const unit = useUnitName();
  const list = useDocuments<WaybillRow>('/handover/waybills', { status: params.get('status') });
  const drafts = useHasRole('DISPATCHER', 'STOREKEEPER', 'FIELD_OFFICER');
  return (
    <Page
      title={t('places.waybills')}
      actions={
        drafts && (
          <Button component={Link} href="/waybills/new">
            {t('waybills.new')}
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
        data={waybillStates.map((value) => ({ value, label: word('waybill', value) }))}
      />
      <Listed
        list={list}
        label={t('places.waybills')}
        id={({ id }) => id}
        empty={t('waybills.none')}
        columns={[
          {
            head: t('fields.number'),
            cell: (row) => (
              <To href={`/waybills/${row.id}`} code>
                {row.number}
              </To>
            ),
          },
          { head: t('fields.status'), cell: (row) => <Status kind="waybill" code={row.status} /> },
          { head: t('waybills.purpose'), cell: (row) => word('purpose', row.purpose) },
          { head: t('waybills.to'), cell: (row) => unit(row.toOrgUnitId) },
          { head: t('waybills.departedAt'), cell: (row) => moment(row.departedAt) },
          { head: t('waybills.eta'), cell: (row) => moment(row.eta) },
        ]}
      />
    </Page>
  );
}
