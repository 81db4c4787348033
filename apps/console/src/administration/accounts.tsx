import { Group, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { ChoiceField, TextField, UnitField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Status } from '../shell/parts.js';
import { Secret } from '../shell/secret.js';
import { Written } from '../shell/written.js';
import { languageNames, useWords } from '../words/words.js';
import { KnownPersonField, remember } from './known-people.js';

interface Account {
  accountId: string;
  personId: string;
  login: string;
  mustChange: boolean;
  createdAt: string;
  disabledAt: string | null;
}
type WithPassword = Account & { firstPassword: string | null };

const stateOf = ({ disabledAt, mustChange }: Account): string =>
  disabledAt ? 'DISABLED' : mustChange ? 'MUST_CHANGE' : 'ACTIVE';

/** Who signs in, under which name. */
export function AccountsScreen() {
  const { t, day } = useWords();
  const [made, setMade] = useState<WithPassword | null>(null);
  return (
    <DocumentList<Account & { id?: string }>
      title={t('administration.accounts')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/identity/accounts"
      id={({ accountId }) => accountId}
      empty={t('accounts.none')}
      people={({ personId }) => [personId]}
      columns={(name) => [
        { head: t('accounts.person'), cell: (row) => name(row.personId) },
        { head: t('accounts.login'), cell: (row) => <span className="code">{row.login}</span> },
        { head: t('fields.status'), cell: (row) => <Status kind="account" code={stateOf(row)} /> },
        { head: t('accounts.since'), cell: (row) => day(row.createdAt) },
        { head: t('fields.doing'), cell: (row) => <AccountActs account={row} onPassword={setMade} /> },
      ]}
    >
      {made && <Secret label={t('accounts.firstPassword', { login: made.login })} secret={made.firstPassword} />}
      <Group align="start">
        <Written label={t('accounts.new')}>
          {(close) => (
            <Form
              path="/identity/accounts"
              submit={t('accounts.make')}
              done={(answer) => {
                setMade(answer as unknown as WithPassword);
                close();
              }}
            >
              <KnownPersonField name="personId" label={t('accounts.person')} />
              <TextField name="login" label={t('accounts.login')} description={t('accounts.loginText')} required />
            </Form>
          )}
        </Written>
        <Written label={t('accounts.newPerson')}>{(close) => <PersonForm done={close} />}</Written>
      </Group>
    </DocumentList>
  );
}

function AccountActs({ account, onPassword }: { account: Account; onPassword: (made: WithPassword) => void }) {
  const { t } = useWords();
  const path = `/identity/accounts/${account.personId}`;
  if (account.disabledAt) return <Act path={`${path}/enabling`} label={t('accounts.enable')} small quiet />;
  return (
    <Group gap="xs">
      <Act<WithPassword> path={`${path}/reset`} label={t('accounts.reset')} done={onPassword} small quiet />
      <Act<WithPassword>
        path={`${path}/reset`}
        body={{ removeSecondFactors: true }}
        label={t('accounts.resetAll')}
        done={onPassword}
        small
        quiet
      />
      <Act path={`${path}/disabling`} label={t('accounts.disable')} small quiet />
    </Group>
  );
}

/** Whoever is named in papers, drivers and witnesses included; the name is kept sealed (CR-62). */
function PersonForm({ done }: { done: () => void }) {
  const { t } = useWords();
  const languages = Object.entries(languageNames).map(([value, label]) => ({ value, label }));
  return (
    <Form
      path="/directory/people"
      initial={{ preferredLanguage: 'fr' }}
      submit={t('accounts.savePerson')}
      done={({ id }) => {
        remember(id);
        done();
      }}
    >
      <TextField name="displayName" label={t('accounts.name')} required />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <UnitField name="orgUnitId" label={t('allocations.unit')} />
        <TextField name="function" label={t('accounts.function')} />
        <TextField name="rankText" label={t('accounts.rank')} />
        <TextField name="matricule" label={t('accounts.matricule')} />
        <TextField name="phone" label={t('accounts.phone')} description="+243…" />
        <TextField name="email" label={t('accounts.email')} />
        <ChoiceField name="preferredLanguage" label={t('accounts.language')} data={languages} />
      </SimpleGrid>
    </Form>
  );
}
