import { SimpleGrid } from '@mantine/core';
import { useHasRole } from '../api/session.js';
import { useAwardName, useUnitName } from '../choices/names.js';
import { DocumentList } from '../shell/document-list.js';
import { AwardField, CodeField, MomentField, PersonField, TextField, UnitField } from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import { Status } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';

interface Vetting {
  id: string;
  subject: string;
  orgUnitId: string;
  personId: string | null;
  awardId: string;
  embassyCaseRef: string | null;
  result: string;
  resultAt: string;
  validUntil: string | null;
}

const outcomes = ['PENDING', 'APPROVED', 'SUSPENDED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'NOT_REQUIRED'];

/** What the embassy answered about a unit or its head, never why (CR-15). */
export function VettingScreen() {
  const { t, word, day } = useWords();
  const unit = useUnitName();
  const award = useAwardName();
  const records = useHasRole('VETTING_FP');
  return (
    <DocumentList<Vetting>
      title={t('administration.vetting')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/directory/vetting-results"
      filters={[
        { name: 'orgUnitId', label: t('allocations.unit'), by: 'unit' },
        { name: 'awardId', label: t('allocations.award'), by: 'award' },
      ]}
      empty={t('vetting.none')}
      people={({ personId }) => [personId]}
      columns={(name) => [
        { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
        {
          head: t('vetting.subject'),
          cell: (row) => (row.personId ? name(row.personId) : word('vettingSubject', row.subject)),
        },
        { head: t('vetting.result'), cell: (row) => <Status kind="vetting" code={row.result} /> },
        { head: t('vetting.resultAt'), cell: (row) => day(row.resultAt) },
        { head: t('roles.until'), cell: (row) => day(row.validUntil) },
        { head: t('allocations.award'), cell: (row) => award(row.awardId) },
        { head: t('vetting.caseRef'), cell: (row) => <span className="code">{row.embassyCaseRef ?? '–'}</span> },
      ]}
    >
      {records && (
        <Written label={t('vetting.new')}>
          {(close) => (
            <Form
              path="/directory/vetting-results"
              initial={{ subject: 'COMMANDER' }}
              submit={t('vetting.record')}
              done={close}
            >
              <VettingFields />
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}

function VettingFields() {
  const { t } = useWords();
  const unitId = (useField('orgUnitId').value as string | undefined) ?? null;
  const commander = useField('subject').value === 'COMMANDER';
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <UnitField name="orgUnitId" label={t('allocations.unit')} required />
      <CodeField
        name="subject"
        label={t('vetting.subject')}
        kind="vettingSubject"
        codes={['UNIT', 'COMMANDER']}
        required
      />
      {commander && <PersonField name="personId" label={t('units.head')} unitId={unitId} required />}
      <AwardField name="awardId" label={t('allocations.award')} required />
      <CodeField name="result" label={t('vetting.result')} kind="vetting" codes={outcomes} required />
      <TextField name="embassyCaseRef" label={t('vetting.caseRef')} />
      <MomentField name="resultAt" label={t('vetting.resultAt')} required />
      <MomentField name="validUntil" label={t('roles.until')} description={t('vetting.untilText')} last />
    </SimpleGrid>
  );
}
