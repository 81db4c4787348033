import { useUnitName } from '../choices/names.js';
import { DocumentList, useDocumentColumns } from '../shell/document-list.js';
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

const states = ['PROVISIONAL', 'FINAL', 'PENDING', 'RETURNED'];

export function HandoversScreen() {
  const { t, word, moment, number } = useWords();
  const unit = useUnitName();
  return (
    <DocumentList<HandoverRow>
      title={t('places.handovers')}
      path="/handover/handovers"
      newestFirst
      filters={[{ name: 'status', label: t('fields.status'), by: { kind: 'handover', codes: states } }]}
      empty={
        <>
          {t('handovers.none')} <a href="/field/">{t('places.field')}</a>
        </>
      }
      columns={[
        ...useDocumentColumns<HandoverRow>('/handovers', 'handover'),
        { head: t('handovers.kind'), cell: (row) => word('handoverKind', row.kind) },
        { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
        { head: t('handovers.signedAt'), cell: (row) => moment(row.signedAt) },
        { head: t('receipts.lines'), cell: (row) => number(row.lines), number: true },
      ]}
    />
  );
}
