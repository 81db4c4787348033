import { SimpleGrid } from '@mantine/core';
import { useRead } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { useNames, useOrganisationName } from '../choices/names.js';
import {
  AmountField,
  ChoiceField,
  CountField,
  DayField,
  FileField,
  ListField,
  LongField,
  ModelField,
  OrganisationField,
  PersonField,
  TextField,
  TickField,
} from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Empty, Facts, Rows, Section, Shown } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';
import type { BidAnalysis, Quotation, Requisition } from './requisition-data.js';

/** What suppliers offered, and whom the committee chose. */
export function Bids({ requisition }: { requisition: Requisition }) {
  const { t } = useWords();
  const quotations = useRead<{ items: Quotation[] }>(`/procurement/requisitions/${requisition.id}/quotations`);
  const analyses = useRead<{ items: BidAnalysis[] }>(`/procurement/requisitions/${requisition.id}/bid-analyses`);
  const buys = useHasRole('PROCUREMENT');
  const asks = buys && ['APPROVED', 'SOLICITED', 'AWARDED'].includes(requisition.status);
  return (
    <>
      <Section title={t('bids.quotations')}>
        <Shown read={quotations}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('bids.none')}</Empty>
            ) : (
              <Quotations quotations={items} currency={requisition.currency} />
            )
          }
        </Shown>
        {asks && (
          <Written label={t('bids.addQuotation')}>
            {(close) => <QuotationForm requisition={requisition} done={close} />}
          </Written>
        )}
      </Section>
      <Section title={t('bids.analysis')}>
        <Shown read={analyses}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('bids.noAnalysis')}</Empty>
            ) : (
              <Analysis analysis={items.at(-1)!} quotations={quotations.data?.items ?? []} />
            )
          }
        </Shown>
        {asks && (quotations.data?.items.length ?? 0) > 0 && (
          <Written label={t('bids.addAnalysis')}>
            {(close) => (
              <AnalysisForm requisition={requisition} quotations={quotations.data?.items ?? []} done={close} />
            )}
          </Written>
        )}
      </Section>
    </>
  );
}

function Quotations({ quotations, currency }: { quotations: Quotation[]; currency: string }) {
  const { t, day, money } = useWords();
  const organisation = useOrganisationName();
  return (
    <Rows
      label={t('bids.quotations')}
      rows={quotations}
      id={({ id }) => id}
      columns={[
        { head: t('orders.supplier'), cell: (row) => organisation(row.supplierId) },
        { head: t('bids.reference'), cell: (row) => <span className="code">{row.reference}</span> },
        { head: t('bids.total'), cell: (row) => money(row.totalMinor, currency), number: true },
        { head: t('bids.validUntil'), cell: (row) => day(row.validUntil) },
        { head: t('bids.leadTime'), cell: (row) => row.leadTimeDays ?? '–', number: true },
        {
          head: t('bids.compliant'),
          cell: (row) => (row.compliant ? t('fields.yes') : [t('fields.no'), row.remark].filter(Boolean).join(' : ')),
        },
        { head: t('bids.section889'), cell: (row) => t(row.section889Declared ? 'fields.yes' : 'fields.no') },
      ]}
    />
  );
}

function QuotationForm({ requisition, done }: { requisition: Requisition; done: () => void }) {
  const { t } = useWords();
  const lines = requisition.lines.map(({ lineNumber, catalogueItemId }) => ({
    lineNumber,
    ...(catalogueItemId && { catalogueItemId }),
  }));
  return (
    <Form
      path={`/procurement/requisitions/${requisition.id}/quotations`}
      initial={{ compliant: true, section889Declared: false, lines }}
      submit={t('bids.saveQuotation')}
      done={done}
    >
      <OrganisationField name="supplierId" label={t('orders.supplier')} kind="VENDOR" required />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextField name="reference" label={t('bids.reference')} required />
        <DayField name="quotedOn" label={t('bids.quotedOn')} required />
        <DayField name="validUntil" label={t('bids.validUntil')} />
        <CountField name="leadTimeDays" label={t('bids.leadTime')} />
        <TextField name="incoterm" label={t('bids.incoterm')} />
      </SimpleGrid>
      <ListField name="lines" title={t('orders.lines')} add={t('requisitions.addLine')} least={1}>
        {(line) => (
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <CountField name={`${line}.lineNumber`} label={t('orders.line')} required />
            <ModelField name={`${line}.catalogueItemId`} label={t('fields.model')} required />
            <AmountField
              name={`${line}.unitPriceMinor`}
              label={t('orders.unitPrice')}
              currency={requisition.currency}
              required
            />
          </SimpleGrid>
        )}
      </ListField>
      <TickField name="compliant" label={t('bids.isCompliant')} />
      <TickField name="section889Declared" label={t('bids.declares889')} />
      <LongField name="remark" label={t('handovers.remark')} />
      <FileField name="fileSha256" label={t('bids.file')} />
    </Form>
  );
}

function Analysis({ analysis, quotations }: { analysis: BidAnalysis; quotations: Quotation[] }) {
  const { t, moment } = useWords();
  const organisation = useOrganisationName();
  const name = useNames([analysis.recordedBy, ...analysis.committee.map(({ personId }) => personId)]);
  const chosen = quotations.find(({ id }) => id === analysis.awardedQuotationId);
  const committee = analysis.committee.map(({ personId, conflict }) =>
    conflict ? `${name(personId)} (${conflict})` : name(personId),
  );
  return (
    <Facts
      facts={[
        [t('fields.number'), analysis.number],
        [t('bids.chosen'), chosen ? `${organisation(chosen.supplierId)}, ${chosen.reference}` : '…'],
        [t('fields.reason'), analysis.reason],
        [t('bids.committee'), committee.join(', ')],
        [t('bids.minimum'), analysis.minimumQuotations],
        ...(analysis.notCheapestReason
          ? [[t('bids.notCheapest'), analysis.notCheapestReason] as [string, string]]
          : []),
        ...(analysis.fewQuotationsReason ? [[t('bids.few'), analysis.fewQuotationsReason] as [string, string]] : []),
        [t('waybills.draftedBy'), `${name(analysis.recordedBy)}, ${moment(analysis.recordedAt)}`],
      ]}
    />
  );
}

function AnalysisForm(props: { requisition: Requisition; quotations: Quotation[]; done: () => void }) {
  const { t, money } = useWords();
  const organisation = useOrganisationName();
  const offers = props.quotations.map(({ id, supplierId, reference, totalMinor }) => ({
    value: id,
    label: `${organisation(supplierId)} · ${reference} · ${money(totalMinor, props.requisition.currency)}`,
  }));
  return (
    <Form
      path={`/procurement/requisitions/${props.requisition.id}/bid-analyses`}
      initial={{ committee: [{}, {}, {}], invitedSupplierIds: props.quotations.map(({ supplierId }) => supplierId) }}
      submit={t('bids.saveAnalysis')}
      done={props.done}
    >
      <ListField name="committee" title={t('bids.committee')} add={t('bids.addMember')} least={3}>
        {(member) => (
          <>
            <PersonField name={`${member}.personId`} label={t('bids.member')} required />
            <TextField name={`${member}.conflict`} label={t('bids.conflict')} />
          </>
        )}
      </ListField>
      <ChoiceField name="awardedQuotationId" label={t('bids.chosen')} data={offers} required />
      <LongField name="reason" label={t('fields.reason')} required />
      <LongField name="notCheapestReason" label={t('bids.notCheapest')} />
      <LongField name="fewQuotationsReason" label={t('bids.few')} />
      <FileField name="documentSha256" label={t('bids.minutes')} />
    </Form>
  );
}
