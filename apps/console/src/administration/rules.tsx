import { useRead } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { ChoiceField, LongField, MomentField, TextField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Page, Rows, Shown, Status, To } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';

interface RuleValue {
  id: string;
  rule: string;
  value: string;
  validFrom: string;
}
interface Proposal {
  id: string;
  rule: string;
  value: string;
  validFrom: string | null;
  reason: string;
  proposedBy: string;
  proposedAt: string;
  confirmedBy: string | null;
}

const useValues = () => useRead<{ items: RuleValue[] }>('/directory/rule-values');

/** Deadlines, thresholds and tolerances as they hold today. */
export function RulesScreen() {
  const { t, word, day } = useWords();
  const values = useValues();
  const reads = useHasRole('DATA_STEWARD', 'APPROVER', 'AUDITOR');
  return (
    <Page
      title={t('administration.rules')}
      back={{ to: '/administration', text: t('places.administration') }}
      actions={reads && <To href="/administration/rules/proposals">{t('rules.proposals')}</To>}
    >
      <Shown read={values}>
        {({ items }) => (
          <Rows
            label={t('administration.rules')}
            rows={items}
            id={({ id }) => id}
            columns={[
              { head: t('rules.rule'), cell: (row) => word('rule', row.rule) },
              { head: t('rules.value'), cell: (row) => row.value, number: true },
              { head: t('matrices.validFrom'), cell: (row) => day(row.validFrom) },
              { head: t('rules.name'), cell: (row) => <span className="code">{row.rule}</span> },
            ]}
          />
        )}
      </Shown>
    </Page>
  );
}

/** Another value is proposed by one person and holds when another one confirms it. */
export function RuleProposalsScreen() {
  const { t, word, moment } = useWords();
  const { personId } = useCaller();
  const keeps = useHasRole('DATA_STEWARD', 'APPROVER');
  return (
    <DocumentList<Proposal>
      title={t('rules.proposals')}
      back={{ to: '/administration/rules', text: t('administration.rules') }}
      path="/directory/rule-values/proposals"
      filters={[{ name: 'open', label: t('roles.confirmation'), by: { kind: 'pending', codes: ['true', 'false'] } }]}
      empty={t('rules.none')}
      people={({ proposedBy, confirmedBy }) => [proposedBy, confirmedBy]}
      columns={(name) => [
        { head: t('rules.rule'), cell: (row) => word('rule', row.rule) },
        { head: t('rules.value'), cell: (row) => row.value, number: true },
        { head: t('fields.reason'), cell: (row) => row.reason },
        { head: t('matrices.validFrom'), cell: (row) => (row.validFrom ? moment(row.validFrom) : t('matrices.once')) },
        {
          head: t('fields.status'),
          cell: (row) => <Status kind="matrix" code={row.confirmedBy ? 'CONFIRMED' : 'OPEN'} />,
        },
        {
          head: t('matrices.by'),
          cell: (row) => [row.proposedBy, row.confirmedBy].filter(Boolean).map(name).join(', '),
        },
        {
          head: t('fields.doing'),
          cell: (row) =>
            keeps && !row.confirmedBy && row.proposedBy !== personId ? (
              <Act path={`/directory/rule-values/${row.id}/confirmation`} label={t('fields.confirm')} small />
            ) : (
              '–'
            ),
        },
      ]}
    >
      {keeps && (
        <Written label={t('rules.new')}>
          {(close) => (
            <Form path="/directory/rule-values" submit={t('rules.propose')} done={close}>
              <RuleField />
              <TextField name="value" label={t('rules.value')} required />
              <MomentField name="validFrom" label={t('matrices.validFrom')} description={t('matrices.validFromText')} />
              <LongField name="reason" label={t('fields.reason')} description={t('rules.reasonText')} required />
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}

function RuleField() {
  const { t, word } = useWords();
  const data = (useValues().data?.items ?? []).map(({ rule, value }) => ({
    value: rule,
    label: `${word('rule', rule)} (${value})`,
  }));
  return <ChoiceField name="rule" label={t('rules.rule')} data={data} required />;
}
