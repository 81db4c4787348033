import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useCommand } from '../api/commanding.js';
import { useList } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { Listed, Page, Refused, Rows, To, type Column } from '../shell/parts.js';
import { useWords } from '../words/words.js';

export interface OpenException {
  id: string;
  documentId: string;
  waybillId: string | null;
  deviceId: string | null;
  code: string;
  detail: string;
  openedAt: string;
  closedAt: string | null;
  closeNote: string | null;
}

function useColumns(): Column<OpenException>[] {
  const { t, word, moment } = useWords();
  return [
    {
      head: t('exceptions.what'),
      cell: ({ code, detail }) => (
        <>
          <strong>{word('exception', code)}</strong>
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        </>
      ),
    },
    { head: t('exceptions.since'), cell: ({ openedAt }) => moment(openedAt) },
    {
      head: t('exceptions.where'),
      cell: ({ waybillId, deviceId }) =>
        waybillId ? (
          <To href={`/waybills/${waybillId}`}>{t('waybills.one')}</To>
        ) : deviceId ? (
          <To href={`/devices/${deviceId}`}>{t('exceptions.device')}</To>
        ) : (
          '–'
        ),
    },
    { head: t('exceptions.closed'), cell: (row) => <Closing row={row} /> },
  ];
}

export const ExceptionList = ({ rows }: { rows: OpenException[] }) => {
  const { t } = useWords();
  return <Rows label={t('places.exceptions')} rows={rows} id={({ id }) => id} columns={useColumns()} />;
};

/** What needs a person: nothing leaves this list by itself, somebody says what was done. */
export function ExceptionsScreen() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const open = params.get('open') ?? 'true';
  const list = useList<OpenException>('/handover/exceptions', { open });
  return (
    <Page title={t('places.exceptions')}>
      <SegmentedControl
        aria-label={t('fields.status')}
        value={open}
        onChange={(value) => setParams({ open: value })}
        data={[
          { value: 'true', label: t('exceptions.open') },
          { value: 'false', label: t('exceptions.done') },
        ]}
        maw={320}
      />
      <Listed
        list={list}
        label={t('places.exceptions')}
        id={({ id }) => id}
        empty={t('exceptions.none')}
        columns={useColumns()}
      />
    </Page>
  );
}

function Closing({ row }: { row: OpenException }) {
  const { t } = useWords();
  const closes = useHasRole('DISPATCHER', 'FIELD_OFFICER', 'BUDGET_HOLDER', 'APPROVER');
  const [begun, begin] = useState(false);
  const [note, setNote] = useState('');
  const closing = useCommand(`/handover/exceptions/${row.id}/closure`);
  if (row.closedAt) return <Text size="sm">{row.closeNote}</Text>;
  if (!closes) return <>–</>;
  if (!begun)
    return (
      <Button size="compact-sm" variant="default" onClick={() => begin(true)}>
        {t('exceptions.close')}
      </Button>
    );
  return (
    <Stack gap="xs">
      <Group align="end" wrap="nowrap">
        <TextInput
          label={t('exceptions.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autoFocus
        />
        <Button
          disabled={note.trim() === ''}
          loading={closing.isPending}
          onClick={() => closing.mutate({ note: note.trim() })}
        >
          {t('exceptions.close')}
        </Button>
      </Group>
      <Refused error={closing.error} />
    </Stack>
  );
}
