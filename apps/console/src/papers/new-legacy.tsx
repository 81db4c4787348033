import { Alert, Button, FileButton, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { ask, type FieldProblem, newId, Refusal } from '../api/http.js';
import { ModelChoice, PlaceChoice, UnitChoice } from '../choices/choices.js';
import { Page, Refused, Rows, Section } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface Reading {
  rows: { row: number; line: number | null; devices: number; problems: FieldProblem[]; warnings: FieldProblem[] }[];
  leftOut: string[];
  devices: number;
  refused: number;
}

const elements = [
  ...['DESCRIPTION', 'IDENTIFICATION', 'FUNDING_SOURCE', 'ACQUISITION_DATE', 'COST', 'LOCATION', 'USE', 'CONDITION'],
];
const titles = ['STATE_DRC', 'IOM_CONDITIONAL', 'FEDERALLY_OWNED', 'THIRD_PARTY', 'SUPPLIER'];

/** An old spreadsheet: read first, its rows mended here, then brought to another data steward. */
export function NewLegacyScreen() {
  const { t, word } = useWords();
  const [, go] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [origin, setOrigin] = useState<string | null>('MIGRATED');
  const [orgUnitId, setUnit] = useState<string | null>(null);
  const [placeId, setPlace] = useState<string | null>(null);
  const [title, setTitle] = useState<string | null>('STATE_DRC');
  const [why, setWhy] = useState('');
  const [models, setModels] = useState<Record<number, string>>({});
  const key = useRef(newId());
  const body = (own: File): FormData => {
    const form = new FormData();
    form.set('file', own, own.name);
    const corrections = Object.entries(models).map(([row, catalogueItemId]) => ({ row: Number(row), catalogueItemId }));
    const reasons = why.trim() ? Object.fromEntries(elements.map((element) => [element, why.trim()])) : {};
    form.set('legacyList', JSON.stringify({ origin, orgUnitId, placeId, title, reasons, corrections }));
    return form;
  };
  const reading = useMutation({
    mutationFn: (own: File) =>
      ask<Reading>('/procurement/legacy-lists?dryRun=true', { method: 'POST', body: body(own) }),
  });
  const bringing = useMutation({
    mutationFn: (own: File) =>
      ask<{ id: string }>('/procurement/legacy-lists', { method: 'POST', body: body(own), key: key.current }),
    onSuccess: ({ id }) => go(`/legacy-lists/${id}`),
    onError: (error) => {
      if (error instanceof Refusal && error.status > 0 && error.status < 500) key.current = newId();
    },
  });
  const ready = file && origin && orgUnitId && placeId && title;
  const found = reading.data;
  return (
    <Page title={t('legacy.new')} back={{ to: '/legacy-lists', text: t('places.legacy') }}>
      <Stack maw={760}>
        <Text size="sm">{t('legacy.text')}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t('legacy.origin')}
            value={origin}
            onChange={setOrigin}
            data={['MIGRATED', 'FOUND_AT_COUNT'].map((value) => ({ value, label: word('origin', value) }))}
            required
          />
          <Select
            label={t('fields.title')}
            value={title}
            onChange={setTitle}
            data={titles.map((value) => ({ value, label: word('title', value) }))}
            required
          />
          <UnitChoice label={t('legacy.unit')} value={orgUnitId} onChange={setUnit} required />
          <PlaceChoice label={t('legacy.place')} value={placeId} onChange={setPlace} required />
        </SimpleGrid>
        <TextInput
          label={t('legacy.why')}
          description={t('legacy.whyText')}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        <Group>
          <FileButton onChange={setFile} accept=".csv,.xlsx" inputProps={{ 'aria-label': t('legacy.file') }}>
            {(props) => (
              <Button {...props} variant="default">
                {file?.name ?? t('legacy.file')}
              </Button>
            )}
          </FileButton>
          <Button
            variant="default"
            disabled={!ready}
            loading={reading.isPending}
            onClick={() => file && reading.mutate(file)}
          >
            {t('receive.check')}
          </Button>
          <Button
            disabled={!ready || found?.refused !== 0}
            loading={bringing.isPending}
            onClick={() => file && bringing.mutate(file)}
          >
            {found ? t('legacy.bring', { count: found.devices }) : t('legacy.new')}
          </Button>
        </Group>
      </Stack>
      <Refused error={bringing.error ?? reading.error} />
      {found && (
        <Found reading={found} models={models} onModel={(row, id) => setModels((all) => ({ ...all, [row]: id }))} />
      )}
    </Page>
  );
}

function Found(props: {
  reading: Reading;
  models: Record<number, string>;
  onModel: (row: number, catalogueItemId: string) => void;
}) {
  const { t, language } = useWords();
  const { reading, models } = props;
  const said = ({ text, detail }: FieldProblem): string => text?.[language] ?? detail;
  const wrong = reading.rows.filter(({ row, problems }) => problems.length > 0 || models[row] !== undefined);
  return (
    <Section title={t('receive.steps.check')}>
      <Alert color={reading.refused === 0 ? 'teal' : 'yellow'} role="status">
        {reading.refused === 0
          ? t('legacy.allRight', { count: reading.devices })
          : t('legacy.someWrong', { count: reading.refused })}
      </Alert>
      {reading.leftOut.length > 0 && (
        <Text size="sm">{t('legacy.leftOut', { columns: reading.leftOut.join(', ') })}</Text>
      )}
      {wrong.length > 0 && (
        <Rows
          label={t('receive.toMend')}
          rows={wrong.slice(0, 100)}
          id={({ row }) => String(row)}
          columns={[
            { head: t('fields.row'), cell: ({ row }) => row, number: true },
            { head: t('receive.toMend'), cell: ({ problems }) => problems.map(said).join(' ; ') },
            {
              head: t('fields.model'),
              cell: ({ row }) => (
                <ModelChoice
                  label={t('legacy.modelOf', { row })}
                  value={models[row] ?? null}
                  onChange={(id) => id && props.onModel(row, id)}
                />
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
