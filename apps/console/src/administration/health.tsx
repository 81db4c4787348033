import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Page, Rows, Shown, Status } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface Health {
  status: string;
  services: Record<string, string>;
}

/** Asked without `ask`: an installation that is not well answers with a refusal that says who is not. */
const readHealth = async (): Promise<Health> => {
  const answer = await fetch('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(15_000) });
  return (await answer.json()) as Health;
};

/** Which service works, what it does, and what a stop of it means for people. */
export function HealthScreen() {
  const { t } = useWords();
  const health = useQuery<Health>({ queryKey: ['health'], queryFn: readHealth, refetchInterval: 10_000 });
  return (
    <Page title={t('administration.health')} back={{ to: '/administration', text: t('places.administration') }}>
      <Shown read={health}>
        {({ services }) => {
          const rows = Object.entries(services);
          const away = rows.filter(([, state]) => state !== 'ready');
          return (
            <>
              <Alert color={away.length === 0 ? 'teal' : 'red'} role="status">
                {away.length === 0 ? t('health.well') : t('health.unwell', { count: away.length })}
              </Alert>
              <Rows
                label={t('administration.health')}
                rows={rows}
                id={([name]) => name}
                columns={[
                  { head: t('health.service'), cell: ([name]) => t(`health.names.${name}`, { defaultValue: name }) },
                  {
                    head: t('fields.status'),
                    cell: ([, state]) => <Status kind="health" code={state === 'ready' ? 'READY' : 'AWAY'} />,
                  },
                  { head: t('health.does'), cell: ([name]) => t(`health.what.${name}`, { defaultValue: '–' }) },
                ]}
              />
            </>
          );
        }}
      </Shown>
    </Page>
  );
}
