import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useWords } from '../words/words.js';

/** What is shown once: a first password, the secret of a token. */
export function Secret({ label, secret }: { label: string; secret: string | null }) {
  const { t } = useWords();
  return (
    <Alert color="yellow" title={label}>
      {secret === null ? (
        <Text size="sm">{t('secret.gone')}</Text>
      ) : (
        <Stack gap="xs">
          <Group gap="xs">
            <Code style={{ wordBreak: 'break-all' }}>{secret}</Code>
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {t(copied ? 'secret.copied' : 'secret.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
          <Text size="sm">{t('secret.once')}</Text>
        </Stack>
      )}
    </Alert>
  );
}
