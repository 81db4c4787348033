import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useHasRole } from '../api/session.js';
import { useOrganisationName } from '../choices/names.js';
import { DocumentList, useDocumentColumns } from '../shell/document-list.js';
import { useWords } from '../words/words.js';

export interface InvoiceRow {
  id: string;
  type: string;
  status: string;
  purchaseOrderId: string;
  supplierId: string;
  number: string;
  invoicedOn: string;
  currency: string;
  totalMinor: number;
  clearsMinor: number;
  paidMinor: number;
  dueMinor: number;
  openMinor: number;
}

const states = ['BLOCKED', 'VARIANCE', 'MATCHED', 'REFUSED'];

/** What suppliers ask for, held against what was ordered and what came (CR-11). */
export function InvoicesScreen() {
  const { t, word, day, money } = useWords();
  const organisation = useOrganisationName();
  const records = useHasRole('FINANCE');
  return (
    <DocumentList<InvoiceRow>
      title={t('places.invoices')}
      path="/procurement/invoices"
      filters={[{ name: 'status', label: t('fields.status'), by: { kind: 'invoice', codes: states } }]}
      empty={t('invoices.none')}
      actions={
        records && (
          <Button component={Link} href="/invoices/new">
            {t('invoices.new')}
          </Button>
        )
      }
      columns={[
        ...useDocumentColumns<InvoiceRow>('/invoices', 'invoice'),
        { head: t('invoices.type'), cell: (row) => word('invoiceType', row.type) },
        { head: t('orders.supplier'), cell: (row) => organisation(row.supplierId) },
        { head: t('invoices.invoicedOn'), cell: (row) => day(row.invoicedOn) },
        { head: t('invoices.total'), cell: (row) => money(row.totalMinor, row.currency), number: true },
        { head: t('invoices.due'), cell: (row) => money(row.dueMinor, row.currency), number: true },
      ]}
    />
  );
}
