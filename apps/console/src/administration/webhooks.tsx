import { Group } from '@mantine/core';
import { useState } from 'react';
import { type PageOf, useRead } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { TextField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Empty, Facts, Page, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { Secret } from '../shell/secret.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';

interface Webhook {
  id: string;
  ownerId: string;
  url: string;
  description: string;
  types: string[] | null;
  active: boolean;
  disabledReason: string | null;
  position: number;
  failures: number;
  failingSince: string | null;
  nextAttemptAt: string;
}
type WithSecret = Webhook & { secret: string | null };
interface Delivery {
  position: number;
  factId: string;
  attempt: number;
  sentAt: string;
  durationMs: number;
  taken: boolean;
  responseCode: number | null;
  error: string | null;
}

const stateOf = ({ active, failures }: Webhook): string => (!active ? 'OFF' : failures > 0 ? 'FAILING' : 'ON');
const useSubscribes = (): boolean =>
  useHasRole('DISPATCHER', 'DONOR', 'EUM_OFFICER', 'INVESTIGATOR', 'DATA_STEWARD', 'BUDGET_HOLDER', 'PROCUREMENT');

/** Which other systems are told of facts, and whether they take them. */
export function WebhooksScreen() {
  const { t } = useWords();
  const subscribes = useSubscribes();
  const [made, setMade] = useState<WithSecret | null>(null);
  return (
    <DocumentList<Webhook>
      title={t('administration.webhooks')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/audit/webhooks"
      empty={t('webhooks.none')}
      people={({ ownerId }) => [ownerId]}
      columns={(name) => [
        {
          head: t('webhooks.description'),
          cell: (row) => <To href={`/administration/webhooks/${row.id}`}>{row.description}</To>,
        },
        { head: t('webhooks.url'), cell: (row) => <span className="code">{row.url}</span> },
        { head: t('fields.status'), cell: (row) => <Status kind="webhook" code={stateOf(row)} /> },
        { head: t('webhooks.failures'), cell: (row) => row.failures, number: true },
        { head: t('webhooks.owner'), cell: (row) => name(row.ownerId) },
      ]}
    >
      {made && <Secret label={t('webhooks.secret')} secret={made.secret} />}
      {subscribes && (
        <Written label={t('webhooks.new')}>
          {(close) => (
            <Form
              path="/audit/webhooks"
              submit={t('webhooks.subscribe')}
              done={(answer) => {
                setMade(answer as unknown as WithSecret);
                close();
              }}
            >
              <TextField name="url" label={t('webhooks.url')} description="https://…" required />
              <TextField name="description" label={t('webhooks.description')} required />
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}

export function WebhookScreen({ id }: { id: string }) {
  const { t } = useWords();
  const webhook = useRead<Webhook>(`/audit/webhooks/${id}`);
  return (
    <Shown read={webhook}>
      {(found) => (
        <Page
          title={found.description}
          back={{ to: '/administration/webhooks', text: t('administration.webhooks') }}
          actions={<WebhookActs webhook={found} />}
        >
          <WebhookFacts webhook={found} />
          <Deliveries id={id} />
        </Page>
      )}
    </Shown>
  );
}

function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { t, moment, number } = useWords();
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="webhook" code={stateOf(webhook)} />],
        [t('webhooks.url'), webhook.url],
        [t('webhooks.types'), webhook.types?.join(', ') ?? t('webhooks.allTypes')],
        [t('webhooks.position'), number(webhook.position)],
        [t('webhooks.failingSince'), moment(webhook.failingSince)],
        [t('webhooks.next'), moment(webhook.nextAttemptAt)],
        ...(webhook.disabledReason ? [[t('fields.reason'), webhook.disabledReason] as [string, string]] : []),
      ]}
    />
  );
}

function WebhookActs({ webhook: { id, active } }: { webhook: Webhook }) {
  const { t } = useWords();
  const subscribes = useSubscribes();
  const [made, setMade] = useState<WithSecret | null>(null);
  const path = `/audit/webhooks/${id}`;
  return (
    <Group align="start">
      {active ? (
        <Act path={`${path}/deactivation`} label={t('webhooks.off')} quiet />
      ) : (
        subscribes && <Act path={`${path}/activation`} label={t('webhooks.on')} />
      )}
      {subscribes && (
        <Act<WithSecret>
          path={`${path}/secret`}
          body={{ overlapHours: 24 }}
          label={t('tokens.rotate')}
          done={setMade}
          quiet
        />
      )}
      {made && <Secret label={t('webhooks.secret')} secret={made.secret} />}
    </Group>
  );
}

function Deliveries({ id }: { id: string }) {
  const { t, moment, number } = useWords();
  const deliveries = useRead<PageOf<Delivery>>(`/audit/webhooks/${id}/deliveries?limit=50`);
  return (
    <Section title={t('webhooks.deliveries')}>
      <Shown read={deliveries}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('webhooks.nothingSent')}</Empty>
          ) : (
            <Rows
              label={t('webhooks.deliveries')}
              rows={items}
              id={({ position, attempt, sentAt }) => `${position} ${attempt} ${sentAt}`}
              columns={[
                { head: t('webhooks.sentAt'), cell: (row) => moment(row.sentAt) },
                { head: t('webhooks.position'), cell: (row) => number(row.position), number: true },
                { head: t('webhooks.attempt'), cell: (row) => row.attempt, number: true },
                { head: t('webhooks.taken'), cell: (row) => t(row.taken ? 'fields.yes' : 'fields.no') },
                { head: t('webhooks.answer'), cell: (row) => row.error ?? row.responseCode ?? '–' },
              ]}
            />
          )
        }
      </Shown>
    </Section>
  );
}
