import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/http.js';
import { OrganisationChoice } from '../choices/choices.js';
import { Refused, Rows } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { columnFields, type ListReading, readList } from './reading.js';

interface Read {
  file: File;
  reading: ListReading;
}

/** What each column of the list is. What a person says here is remembered for this supplier's lists with the same columns. */
export function ColumnsStep(props: {
  order: { id: string; supplierId: string | null };
  file: Read;
  onRead: (read: Read) => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const { file, reading } = props.file;
  const [columns, setColumns] = useState(reading.columns);
  const [supplierId, setSupplier] = useState(props.order.supplierId);
  const changed = JSON.stringify(columns) !== JSON.stringify(reading.columns);
  const remember = useMutation({
    mutationFn: async () => {
      await ask('/procurement/packing-lists/mappings', {
        method: 'POST',
        body: { supplierId, columns: columns.map(({ heading, field }) => (field ? { heading, field } : { heading })) },
      });
      const again = await readList(file, { id: props.order.id, supplierId });
      return { file, reading: again };
    },
    onSuccess: (read) => {
      props.onRead(read);
      setColumns(read.reading.columns);
    },
  });
  const sheet = useMutation({
    mutationFn: async (name: string) => ({ file, reading: await readList(file, props.order, { sheet: name }) }),
    onSuccess: (read) => {
      props.onRead(read);
      setColumns(read.reading.columns);
    },
  });
  const examples = (heading: string): string =>
    reading.columns.find((column) => column.heading === heading)?.field
      ? reading.rows
          .slice(0, 3)
          .flatMap(({ values }) => values[reading.columns.find((column) => column.heading === heading)!.field!] ?? [])
          .join(' · ')
      : '';
  return (
    <Stack maw={900}>
      <Text>
        {t('receive.found', { rows: reading.summary.rows, encoding: reading.encoding })}
        {reading.ignored.length > 0 &&
          ` ${t('receive.ignored', { lines: reading.ignored.map(({ line }) => line).join(', ') })}`}
        {reading.mappingFrom === 'REMEMBERED' && ` ${t('receive.remembered')}`}
      </Text>
      {(reading.otherSheets?.length ?? 0) > 0 && (
        <Select
          label={t('receive.sheet')}
          value={reading.sheet ?? null}
          data={[...(reading.sheet ? [reading.sheet] : []), ...reading.otherSheets!]}
          onChange={(name) => name && sheet.mutate(name)}
          maw={320}
        />
      )}
      <Rows
        label={t('receive.steps.columns')}
        rows={columns}
        id={({ heading }) => heading}
        columns={[
          { head: t('receive.heading'), cell: ({ heading }) => <strong>{heading}</strong> },
          {
            head: t('receive.examples'),
            cell: ({ heading }) => (
              <Text size="sm" c="dimmed" span>
                {examples(heading)}
              </Text>
            ),
          },
          {
            head: t('receive.meaning'),
            cell: ({ heading, field }) => (
              <Select
                size="sm"
                aria-label={`${t('receive.meaning')} ${heading}`}
                value={field}
                clearable
                placeholder={t('receive.ignore')}
                data={columnFields.map((name) => ({ value: name, label: t(`codes.column.${name}`) }))}
                onChange={(value) =>
                  setColumns(
                    columns.map((column) => (column.heading === heading ? { ...column, field: value } : column)),
                  )
                }
              />
            ),
          },
        ]}
      />
      {changed && !props.order.supplierId && (
        <OrganisationChoice
          kind="VENDOR"
          label={t('orders.supplier')}
          description={t('receive.supplierText')}
          value={supplierId}
          onChange={setSupplier}
        />
      )}
      <Refused error={remember.error ?? sheet.error} />
      {!columns.some(({ field }) => field === 'serial') && <Alert color="yellow">{t('receive.noSerialColumn')}</Alert>}
      <Group>
        {changed ? (
          <Button onClick={() => remember.mutate()} loading={remember.isPending} disabled={!supplierId}>
            {t('receive.remember')}
          </Button>
        ) : (
          <Button onClick={props.onDone}>{t('receive.check')}</Button>
        )}
      </Group>
    </Stack>
  );
}
