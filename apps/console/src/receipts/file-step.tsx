import { Paper, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Refused } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { type ListReading, readList } from './reading.js';

/** The supplier's list, as he sent it: dropped here or chosen. */
export function FileStep(props: {
  order: { id: string; supplierId: string | null };
  onRead: (read: { file: File; reading: ListReading }) => void;
}) {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const reading = useMutation({
    mutationFn: async (file: File) => ({ file, reading: await readList(file, props.order) }),
    onSuccess: props.onRead,
  });
  const take = (files: FileList | null): void => {
    if (files?.[0]) reading.mutate(files[0]);
  };
  return (
    <Stack>
      <Paper
        component="label"
        withBorder
        p="xl"
        style={{
          borderStyle: 'dashed',
          cursor: 'pointer',
          ...(over ? { borderColor: 'var(--mantine-primary-color-filled)' } : {}),
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <Stack gap="xs" align="center">
          <Text fw={600}>{reading.isPending ? t('receive.reading') : t('receive.drop')}</Text>
          <Text size="sm" c="dimmed" ta="center">
            {t('receive.dropText')}
          </Text>
          <input
            type="file"
            accept=".csv,.txt,.tsv,.xlsx,.xls,.ods"
            disabled={reading.isPending}
            onChange={(event) => take(event.currentTarget.files)}
          />
        </Stack>
      </Paper>
      <Refused error={reading.error} />
    </Stack>
  );
}
