import { SimpleGrid } from '@mantine/core';
import { useCaller, useHasRole } from '../api/session.js';
import { useAwardName, useNames } from '../choices/names.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import {
  AmountField,
  AwardField,
  CodeField,
  CountField,
  FileField,
  ListField,
  LongField,
  MomentField,
  TextField,
} from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import { Status } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';

interface Matrix {
  id: string;
  status: string;
  validFrom: string | null;
  reason: string;
  proposedBy: string;
  proposedAt: string;
  confirmedBy: string | null;
  rows: {
    awardId: string | null;
    role: string | null;
    personId: string | null;
    upToMinor: number;
    currency: string;
    approvers: number;
  }[];
}

/** Who may approve orders up to which amount, from when on: proposed by one person, confirmed by another. */
export function MatricesScreen() {
  const { t, moment } = useWords();
  const { personId } = useCaller();
  const keeps = useHasRole('DATA_STEWARD', 'APPROVER');
  return (
    <DocumentList<Matrix>
      title={t('places.matrices')}
      path="/procurement/authorization-matrices"
      empty={t('matrices.none')}
      people={({ proposedBy, confirmedBy }) => [proposedBy, confirmedBy]}
      columns={(name) => [
        { head: t('fields.status'), cell: (row) => <Status kind="matrix" code={row.status} /> },
        { head: t('matrices.validFrom'), cell: (row) => (row.validFrom ? moment(row.validFrom) : t('matrices.once')) },
        { head: t('matrices.limits'), cell: (row) => <Limits matrix={row} /> },
        { head: t('fields.reason'), cell: (row) => row.reason },
        {
          head: t('matrices.by'),
          cell: (row) => [row.proposedBy, row.confirmedBy].filter(Boolean).map(name).join(', '),
        },
        {
          head: t('fields.doing'),
          cell: (row) =>
            keeps && row.status === 'OPEN' && row.proposedBy !== personId ? (
              <Act
                path={`/procurement/authorization-matrices/${row.id}/confirmation`}
                label={t('fields.confirm')}
                small
              />
            ) : (
              '–'
            ),
        },
      ]}
    >
      {keeps && <Written label={t('matrices.propose')}>{(close) => <MatrixForm done={close} />}</Written>}
    </DocumentList>
  );
}

function Limits({ matrix: { rows } }: { matrix: Matrix }) {
  const { t, word, money } = useWords();
  const award = useAwardName();
  const name = useNames(rows.map(({ personId }) => personId));
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.1em' }}>
      {rows.map((row, index) => (
        <li key={index}>
          {row.role ? word('role', row.role) : name(row.personId)} :{' '}
          {t('matrices.upTo', { amount: money(row.upToMinor, row.currency) })}
          {row.approvers > 1 && ` · ${t('matrices.approvers', { count: row.approvers })}`}
          {row.awardId && ` · ${award(row.awardId)}`}
        </li>
      ))}
    </ul>
  );
}

function MatrixForm({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <Form
      path="/procurement/authorization-matrices"
      initial={{ rows: [{ currency: 'USD', approvers: 1 }] }}
      submit={t('matrices.propose')}
      done={done}
    >
      <LongField name="reason" label={t('fields.reason')} required />
      <MomentField name="validFrom" label={t('matrices.validFrom')} description={t('matrices.validFromText')} />
      <ListField
        name="rows"
        title={t('matrices.limits')}
        add={t('requisitions.addLine')}
        least={1}
        blank={() => ({ currency: 'USD', approvers: 1 })}
      >
        {(row) => <RowFields row={row} />}
      </ListField>
      <FileField name="documentSha256" label={t('matrices.document')} />
    </Form>
  );
}

function RowFields({ row }: { row: string }) {
  const { t } = useWords();
  const currency = (useField(`${row}.currency`).value as string | undefined) ?? null;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <CodeField
        name={`${row}.role`}
        label={t('matrices.role')}
        kind="role"
        codes={['APPROVER', 'BUDGET_HOLDER']}
        required
      />
      <AwardField name={`${row}.awardId`} label={t('matrices.onlyAward')} />
      <AmountField name={`${row}.upToMinor`} label={t('matrices.limit')} currency={currency} required />
      <TextField name={`${row}.currency`} label={t('fields.currency')} required />
      <CountField name={`${row}.approvers`} label={t('matrices.howMany')} required />
    </SimpleGrid>
  );
}
