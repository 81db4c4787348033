import { Group } from '@mantine/core';
import { useState } from 'react';
import { useHasRole } from '../api/session.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { CodeField, MomentField, TextField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import type { Body } from '../shell/form.rules.js';
import { Status } from '../shell/parts.js';
import { Secret } from '../shell/secret.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';
import { KnownPersonField } from './known-people.js';

interface Token {
  id: string;
  personId: string;
  label: string;
  scopes: string[];
  expiresAt: string;
  personal: boolean;
  allowedNetworks: string[];
  lastUsedAt: string | null;
  revokedAt: string | null;
}
type Issued = Token & { token: string | null };

const stateOf = ({ revokedAt, expiresAt }: Token): string =>
  revokedAt ? 'REVOKED' : new Date(expiresAt) < new Date() ? 'ENDED' : 'HOLDS';

/** What is typed on one line, several by commas. */
const listed = (text: unknown): string[] =>
  String(text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
const sent = ({ rights, networks, ...body }: Body): Body => ({
  ...body,
  scopes: rights === 'WRITE' ? ['read', 'write'] : ['read'],
  ...(networks !== undefined && { allowedNetworks: listed(networks) }),
});

/** Machines that speak for a person: an administrator sees those of everybody, anybody else his own. */
export function TokensScreen() {
  const { t, day, moment } = useWords();
  const administers = useHasRole('SYS_ADMIN');
  const path = administers ? '/gateway/tokens' : '/gateway/own-tokens';
  const [issued, setIssued] = useState<Issued | null>(null);
  return (
    <DocumentList<Token>
      title={t('administration.tokens')}
      back={{ to: '/administration', text: t('places.administration') }}
      path={path}
      empty={t('tokens.none')}
      people={({ personId }) => [personId]}
      columns={(name) => [
        { head: t('tokens.label'), cell: (row) => row.label },
        { head: t('accounts.person'), cell: (row) => name(row.personId) },
        { head: t('tokens.rights'), cell: (row) => <span className="code">{row.scopes.join(' ')}</span> },
        { head: t('roles.until'), cell: (row) => day(row.expiresAt) },
        { head: t('tokens.lastUsed'), cell: (row) => moment(row.lastUsedAt) },
        {
          head: t('tokens.networks'),
          cell: (row) => (row.allowedNetworks.length > 0 ? row.allowedNetworks.join(', ') : t('roles.everywhere')),
        },
        { head: t('fields.status'), cell: (row) => <Status kind="assignment" code={stateOf(row)} /> },
        {
          head: t('fields.doing'),
          cell: (row) =>
            stateOf(row) === 'HOLDS' ? (
              <TokenActs token={row} path={path} rotates={administers} onSecret={setIssued} />
            ) : (
              '–'
            ),
        },
      ]}
    >
      {issued && <Secret label={t('tokens.secret', { label: issued.label })} secret={issued.token} />}
      <Written label={t('tokens.new')}>
        {(close) => (
          <Form
            path={path}
            initial={{ rights: 'READ' }}
            send={sent}
            submit={t('tokens.issue')}
            done={(answer) => {
              setIssued(answer as unknown as Issued);
              close();
            }}
          >
            {administers && <KnownPersonField name="personId" label={t('accounts.person')} />}
            <TextField name="label" label={t('tokens.label')} description={t('tokens.labelText')} required />
            <CodeField name="rights" label={t('tokens.rights')} kind="rights" codes={['READ', 'WRITE']} required />
            <MomentField name="expiresAt" label={t('roles.until')} required last />
            <TextField name="networks" label={t('tokens.networks')} description={t('tokens.networksText')} />
          </Form>
        )}
      </Written>
    </DocumentList>
  );
}

function TokenActs(props: { token: Token; path: string; rotates: boolean; onSecret: (issued: Issued) => void }) {
  const { t } = useWords();
  const path = `${props.path}/${props.token.id}`;
  return (
    <Group gap="xs">
      {props.rotates && (
        <Act<Issued>
          path={`${path}/secret`}
          body={{ overlapHours: 24 }}
          label={t('tokens.rotate')}
          done={props.onSecret}
          small
          quiet
        />
      )}
      <Act path={`${path}/revocation`} label={t('roles.revoke')} small quiet />
    </Group>
  );
}
