import { Badge, Button, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { download } from '../api/http.js';
import { useList, useRead } from '../api/reading.js';
import { AwardChoice } from '../choices/choices.js';
import { deviceAddress } from '../devices/devices.js';
import { Listed, Page, Refused, Rows, Section, Shown, To } from '../shell/parts.js';
import { save } from '../shell/save.js';
import { useWords } from '../words/words.js';

interface RegisterRow {
  deviceId: string;
  tag: string | null;
  serial: string | null;
  maker: string | null;
  model: string | null;
  lifecycle: string | null;
  title: string | null;
  acquisitionDate: string | null;
  costMinor: number | null;
  currency: string | null;
  federalPercent: number | null;
  custodian: { label: string } | null;
  blanks: { element: string; reason: string }[];
}
interface Completeness {
  devices: number;
  complete: number;
  blanks: { element: string; reason: string; devices: number }[];
}

/** The property register of 2 CFR 200.313(d)(1): what it says, as of any day, and what is blank in it and why (Q1). */
export function RegisterScreen() {
  const { t, word, money, day, language } = useWords();
  const [params, setParams] = useSearchParams();
  const said = { asOf: params.get('asOf'), awardId: params.get('awardId') };
  const blanks = params.get('blanks') === 'true';
  const set = (name: string, value: string | null) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  const asOf = said.asOf ? `${said.asOf}T23:59:59.999Z` : null;
  const list = useList<RegisterRow>('/audit/register', { asOf, awardId: said.awardId, blanks: blanks ? 'true' : null });
  const search = new URLSearchParams({
    language,
    ...(asOf ? { asOf } : {}),
    ...(said.awardId ? { awardId: said.awardId } : {}),
  });
  const file = useMutation({
    mutationFn: (format: string) => download(`/audit/register/file?format=${format}&${search}`),
    onSuccess: save,
  });
  return (
    <Page
      title={t('places.register')}
      actions={['csv', 'xlsx'].map((format) => (
        <Button
          key={format}
          variant="default"
          onClick={() => file.mutate(format)}
          loading={file.isPending && file.variables === format}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    >
      <Text size="sm" c="dimmed">
        {t('register.text')}
      </Text>
      <Refused error={file.error} />
      <Group align="end">
        <TextInput
          type="date"
          label={t('device.asOf')}
          value={said.asOf ?? ''}
          onChange={(event) => set('asOf', event.currentTarget.value || null)}
        />
        <AwardChoice label={t('allocations.award')} value={said.awardId} onChange={(id) => set('awardId', id)} />
        <Switch
          label={t('register.onlyBlanks')}
          checked={blanks}
          onChange={(event) => set('blanks', event.currentTarget.checked ? 'true' : null)}
          mb={8}
        />
      </Group>
      <Complete search={search} />
      <Listed
        list={list}
        label={t('places.register')}
        id={({ deviceId }) => deviceId}
        empty={t('register.none')}
        columns={[
          {
            head: t('fields.tag'),
            cell: (row) => (
              <To href={deviceAddress({ id: row.deviceId, tag: row.tag, serial: row.serial })} code>
                {row.tag ?? t('devices.noTag')}
              </To>
            ),
          },
          { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
          { head: t('fields.model'), cell: ({ maker, model }) => `${maker ?? ''} ${model ?? ''}` },
          { head: t('fields.title'), cell: ({ title }) => word('title', title) },
          { head: t('device.acquired'), cell: ({ acquisitionDate }) => day(acquisitionDate) },
          { head: t('device.cost'), cell: ({ costMinor, currency }) => money(costMinor, currency), number: true },
          {
            head: t('register.federal'),
            cell: ({ federalPercent }) => (federalPercent === null ? '–' : `${federalPercent} %`),
            number: true,
          },
          { head: t('devices.holder'), cell: ({ custodian }) => custodian?.label ?? '–' },
          { head: t('register.blanks'), cell: (row) => <Blanks row={row} /> },
        ]}
      />
    </Page>
  );
}

function Blanks({ row }: { row: RegisterRow }) {
  const { word } = useWords();
  return (
    <Group gap={4}>
      {row.blanks.map(({ element, reason }) => (
        <Badge key={element} color="orange" variant="light" tt="none" title={word('reason', reason)}>
          {word('element', element)}
        </Badge>
      ))}
    </Group>
  );
}

function Complete({ search }: { search: URLSearchParams }) {
  const { t, word, number } = useWords();
  const counted = new URLSearchParams(search);
  counted.delete('language');
  const read = useRead<Completeness>(`/audit/register/completeness?${counted}`, { staleTime: 60_000 });
  return (
    <Shown read={read}>
      {({ devices, complete, blanks }) => (
        <Paper withBorder p="md">
          <Stack gap="xs">
            <Text fw={600}>{t('register.complete', { complete: number(complete), devices: number(devices) })}</Text>
            {blanks.length > 0 && (
              <Section title={t('register.why')}>
                <Rows
                  label={t('register.why')}
                  rows={blanks}
                  id={({ element, reason }) => element + reason}
                  columns={[
                    { head: t('register.element'), cell: ({ element }) => word('element', element) },
                    { head: t('register.reason'), cell: ({ reason }) => word('reason', reason) },
                    { head: t('places.devices'), cell: (row) => number(row.devices), number: true },
                  ]}
                />
              </Section>
            )}
          </Stack>
        </Paper>
      )}
    </Shown>
  );
}
