import { SimpleGrid } from '@mantine/core';
import { useLocation } from 'wouter';
import { useRead } from '../api/reading.js';
import { useProjects } from '../choices/names.js';
import {
  AmountField,
  AwardField,
  CategoryField,
  ChoiceField,
  CountField,
  DayField,
  FileField,
  ListField,
  LongField,
  ModelField,
  PlaceField,
  TextField,
  UnitField,
} from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import type { Body } from '../shell/form.rules.js';
import { Page, Shown } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import type { Requisition } from './requisition-data.js';

const blankLine = (index: number) => ({ lineNumber: index + 1, funding: [{ percent: 100 }] });

export function NewRequisitionScreen() {
  const { t } = useWords();
  return (
    <Page title={t('requisitions.new')} back={{ to: '/requisitions', text: t('places.requisitions') }}>
      <RequisitionForm path="/procurement/requisitions" initial={{ currency: 'USD', lines: [blankLine(0)] }} />
    </Page>
  );
}

/** A draft is written anew, the whole of it. */
export function RewriteScreen({ id }: { id: string }) {
  const { t } = useWords();
  const requisition = useRead<Requisition>(`/procurement/requisitions/${id}`);
  return (
    <Shown read={requisition}>
      {(found) => (
        <Page
          title={`${t('requisitions.one')} ${found.number}`}
          back={{ to: `/requisitions/${id}`, text: found.number }}
        >
          <RequisitionForm path={`/procurement/requisitions/${id}/contents`} initial={writtenOf(found)} />
        </Page>
      )}
    </Shown>
  );
}

const said = (value: object): Body => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
const writtenOf = ({ lines, ...head }: Requisition): Body => {
  const { projectId, orgUnitId, placeId, currency, neededBy, justification, priorApprovalSha256 } = head;
  const own = { projectId, orgUnitId, placeId, currency, neededBy, justification, priorApprovalSha256 };
  return { ...said(own), lines: lines.map(said) };
};

function RequisitionForm({ path, initial }: { path: string; initial: Body }) {
  const { t } = useWords();
  const [, go] = useLocation();
  return (
    <Form path={path} initial={initial} submit={t('requisitions.save')} done={({ id }) => go(`/requisitions/${id}`)}>
      <ProjectField />
      <LongField name="justification" label={t('requisitions.justification')} required />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <UnitField name="orgUnitId" label={t('requisitions.unit')} required />
        <PlaceField name="placeId" label={t('requisitions.place')} required />
        <DayField name="neededBy" label={t('requisitions.neededBy')} />
        <TextField name="currency" label={t('fields.currency')} required />
      </SimpleGrid>
      <FileField name="priorApprovalSha256" label={t('requisitions.priorApproval')} />
      <ListField name="lines" title={t('orders.lines')} add={t('requisitions.addLine')} blank={blankLine} least={1}>
        {(line) => <LineFields line={line} />}
      </ListField>
    </Form>
  );
}

function ProjectField() {
  const { t } = useWords();
  const data = (useProjects().data ?? []).map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }));
  return <ChoiceField name="projectId" label={t('requisitions.project')} data={data} required />;
}

function LineFields({ line }: { line: string }) {
  const { t, money } = useWords();
  const currency = useField('currency').value as string;
  const projectId = useField('projectId').value;
  const model = useField(`${line}.catalogueItemId`).value;
  const project = useProjects().data?.find(({ id }) => id === projectId);
  const budget = (project?.budgetLines ?? []).map((each) => {
    const left = money(each.amountMinor - each.orderedMinor - each.requestedMinor, each.currency);
    return { value: each.id, label: `${each.code} · ${each.name} (${t('requisitions.left', { left })})` };
  });
  return (
    <>
      <ModelField
        name={`${line}.catalogueItemId`}
        label={t('fields.model')}
        description={t('requisitions.modelText')}
      />
      {!model && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <CategoryField name={`${line}.category`} label={t('requisitions.category')} />
          <TextField name={`${line}.description`} label={t('requisitions.description')} />
        </SimpleGrid>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <CountField name={`${line}.quantity`} label={t('waybills.quantity')} required />
        <AmountField
          name={`${line}.estimatedUnitMinor`}
          label={t('requisitions.unitEstimate')}
          currency={currency}
          required
        />
      </SimpleGrid>
      <ChoiceField name={`${line}.budgetLineId`} label={t('requisitions.budgetLine')} data={budget} />
      <FundingFields line={line} only={project?.awardIds} />
    </>
  );
}

/** Who pays the line: shares of awards that make 100 % together. */
export function FundingFields({ line, only }: { line: string; only?: string[] | undefined }) {
  const { t } = useWords();
  return (
    <ListField name={`${line}.funding`} title={t('device.funding')} add={t('requisitions.addShare')} least={1}>
      {(share) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <AwardField name={`${share}.awardId`} label={t('allocations.award')} only={only} required />
          <CountField name={`${share}.percent`} label={t('requisitions.percent')} required />
        </SimpleGrid>
      )}
    </ListField>
  );
}
