import { Alert, Button, FileButton, Group, SimpleGrid, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, newId } from '../api/http.js';
import { useHasRole } from '../api/session.js';
import { useCategories } from '../choices/names.js';
import { DocumentList } from '../shell/document-list.js';
import { CategoryField, CodeField, CountField, TextField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Empty, Refused, Rows, Section } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { typeOfList } from '../receipts/reading.js';
import { useWords } from '../words/words.js';
import { MakerField } from './makers.js';

interface Item {
  id: string;
  maker: string;
  category: string;
  model: string;
  description: string;
  serialRule: string;
  trackingMode: string;
  usefulLifeMonths: number | null;
}

/** The models that are bought, with what a receipt asks of each. */
export function CatalogueScreen() {
  const { t, word, language } = useWords();
  const categories = useCategories().data?.items ?? [];
  const keeps = useHasRole('DATA_STEWARD', 'PROCUREMENT');
  const category = (code: string): string => {
    const found = categories.find((each) => each.code === code);
    return found ? (language === 'en' ? found.nameEn : found.nameFr) : code;
  };
  return (
    <DocumentList<Item>
      title={t('administration.catalogue')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/procurement/catalogue-items"
      filters={[{ name: 'model', label: t('fields.model'), by: 'text' }]}
      empty={t('choices.none')}
      actions={(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={`/api/procurement/catalogue-items/file?format=${format}`}
          variant="subtle"
          download
        >
          {format.toUpperCase()}
        </Button>
      ))}
      columns={[
        { head: t('fields.model'), cell: (row) => `${row.maker} ${row.model}` },
        { head: t('requisitions.category'), cell: (row) => category(row.category) },
        { head: t('catalogue.description'), cell: (row) => row.description },
        { head: t('fields.serial'), cell: (row) => word('serialRule', row.serialRule) },
        { head: t('catalogue.tracking'), cell: (row) => word('tracking', row.trackingMode) },
        { head: t('catalogue.life'), cell: (row) => row.usefulLifeMonths ?? '–', number: true },
      ]}
    >
      {keeps && (
        <Stack>
          <Written label={t('catalogue.new')}>{(close) => <ItemForm done={close} />}</Written>
          <Written label={t('catalogue.load')}>{() => <Load />}</Written>
        </Stack>
      )}
    </DocumentList>
  );
}

function ItemForm({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <Form
      path="/procurement/catalogue-items"
      initial={{ serialRule: 'REQUIRED', trackingMode: 'SERIAL' }}
      submit={t('catalogue.save')}
      done={() => done()}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <MakerField name="makerId" label={t('catalogue.maker')} required />
        <TextField name="model" label={t('fields.model')} required />
        <CategoryField name="category" label={t('requisitions.category')} required />
        <TextField name="description" label={t('catalogue.description')} required />
        <CodeField
          name="serialRule"
          label={t('fields.serial')}
          kind="serialRule"
          codes={['REQUIRED', 'IF_PRESENT', 'BATCH', 'NONE']}
          required
        />
        <CodeField
          name="trackingMode"
          label={t('catalogue.tracking')}
          kind="tracking"
          codes={['SERIAL', 'QUANTITY', 'KIT']}
          required
        />
        <CountField name="usefulLifeMonths" label={t('catalogue.life')} />
        <TextField name="mpn" label={t('catalogue.mpn')} />
        <TextField name="gtin" label={t('catalogue.gtin')} />
      </SimpleGrid>
    </Form>
  );
}

interface Reading {
  rows: number;
  loadable: boolean;
  problems: { row: number; line: number; column?: string; detail: string }[];
  problemCount: number;
}

/** A file is read first, its mistakes named by line and column; then all of it is loaded, or nothing. */
function Load() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState(newId());
  const send = (path: string, own: File) => ask(path, { method: 'POST', body: own, contentType: typeOfList(own), key });
  const reading = useMutation({
    mutationFn: (own: File) => send('/procurement/catalogue-items/loads/readings', own) as Promise<Reading>,
  });
  const loading = useMutation({
    mutationFn: (own: File) => send('/procurement/catalogue-items/loads', own) as Promise<{ loaded: number }>,
    onSuccess: () => queries.invalidateQueries(),
  });
  const choose = (own: File | null): void => {
    if (!own) return;
    setFile(own);
    setKey(newId());
    loading.reset();
    reading.mutate(own);
  };
  const found = reading.data;
  return (
    <Section title={t('catalogue.load')}>
      <Group>
        <FileButton onChange={choose} accept=".csv,.xlsx" inputProps={{ 'aria-label': t('catalogue.load') }}>
          {(props) => (
            <Button {...props} variant="default" loading={reading.isPending}>
              {t('form.file')}
            </Button>
          )}
        </FileButton>
        {file && found?.loadable && !loading.data && (
          <Button onClick={() => loading.mutate(file)} loading={loading.isPending}>
            {t('catalogue.loadRows', { count: found.rows })}
          </Button>
        )}
      </Group>
      {loading.data && <Alert color="teal">{t('catalogue.loaded', { count: loading.data.loaded })}</Alert>}
      {found && found.problems.length > 0 && (
        <Rows
          label={t('catalogue.problems', { count: found.problemCount })}
          rows={found.problems}
          id={({ line, column, detail }) => `${line} ${column} ${detail}`}
          columns={[
            { head: t('fields.row'), cell: ({ line }) => line, number: true },
            { head: t('receive.heading'), cell: ({ column }) => column ?? '–' },
            { head: t('receive.toMend'), cell: ({ detail }) => detail },
          ]}
        />
      )}
      {found && found.problems.length === 0 && found.rows === 0 && <Empty>{t('choices.none')}</Empty>}
      <Refused error={reading.error ?? loading.error} />
    </Section>
  );
}
