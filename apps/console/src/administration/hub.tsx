import { Anchor, Paper, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useCaller } from '../api/session.js';
import { Page } from '../shell/parts.js';
import { administrationFor } from '../shell/places.js';
import { useWords } from '../words/words.js';

/** What keeps the house in order, each behind one sentence. */
export function HubScreen() {
  const { t } = useWords();
  return (
    <Page title={t('places.administration')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {administrationFor(useCaller()).map((key) => (
          <Paper key={key} withBorder p="md">
            <Anchor component={Link} href={`/administration/${key}`} underline="never" c="inherit" display="block">
              <Text fw={600}>{t(`administration.${key}`)}</Text>
              <Text size="sm" c="dimmed">
                {t(`administration.hints.${key}`)}
              </Text>
            </Anchor>
          </Paper>
        ))}
      </SimpleGrid>
    </Page>
  );
}
