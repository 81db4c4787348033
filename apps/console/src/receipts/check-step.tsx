import { Alert, Button, Checkbox, FileButton, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, download, type FieldProblem, keepFile } from '../api/http.js';
import type { Order } from '../orders/order.js';
import { Refused, Rows, Section, Shown } from '../shell/parts.js';
import { save } from '../shell/save.js';
import { useWords } from '../words/words.js';
import { corrected, type DeliveryLine, type Kit, wholeKits, withoutRow } from './delivery.rules.js';
import { listAddress, typeOfList } from './reading.js';
import type { Delivery, Store } from './receive.js';

interface DryRun {
  rows: {
    row: number;
    ok: boolean;
    problems: FieldProblem[];
    warnings: FieldProblem[];
  }[];
  problems: FieldProblem[];
  totals: { rows: number; devices: number; refused: number; warned: number };
}

/** Of the dry run only; who witnesses and which paper came with it is said in the last step. */
const asked = (delivery: Delivery, store: Store) => ({
  ...store,
  noDeliveryNoteReason: 'dry run',
  kits: wholeKits(delivery.kits, delivery.lines),
  lines: delivery.lines,
  ...(delivery.acknowledgeOver ? { acknowledgeOver: true } : {}),
});

export function CheckStep(props: {
  order: Order;
  store: Store;
  delivery: Delivery;
  file: File | undefined;
  onLines: (lines: DeliveryLine[]) => void;
  onKits: (kits: Kit[]) => void;
  onOver: (acknowledged: boolean) => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const { delivery, order, store } = props;
  const [body] = useDebouncedValue(JSON.stringify(asked(delivery, store)), 500);
  const run = useQuery<DryRun>({
    queryKey: ['dry run', order.id, body],
    queryFn: () =>
      ask<DryRun>(`/procurement/purchase-orders/${order.id}/receipts?dryRun=true`, {
        method: 'POST',
        body: JSON.parse(body) as unknown,
      }),
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
  return (
    <Stack>
      <Shown read={run}>
        {({ rows, problems, totals }) => (
          <>
            <Summary totals={totals} busy={run.isFetching} />
            {problems.map(({ code, detail }) => (
              <Alert key={code} color="yellow">
                {detail}
              </Alert>
            ))}
            {(delivery.acknowledgeOver || isOver(rows)) && (
              <Checkbox
                label={t('receive.over')}
                checked={delivery.acknowledgeOver ?? false}
                onChange={(event) => props.onOver(event.currentTarget.checked)}
              />
            )}
            <ToMend rows={rows.filter(({ ok }) => !ok)} delivery={delivery} onLines={props.onLines} />
            {totals.refused > 0 && props.file && <FailedRows file={props.file} order={order} />}
            <Warned rows={rows.filter(({ ok, warnings }) => ok && warnings.length > 0)} />
            {delivery.kits.length > 0 && <Kits delivery={delivery} onKits={props.onKits} />}
            <Group>
              <Button disabled={totals.refused > 0 || totals.rows === 0 || run.isFetching} onClick={props.onDone}>
                {t('receive.goOn', { count: totals.devices })}
              </Button>
              {totals.refused > 0 && (
                <Text c="dimmed" size="sm">
                  {t('receive.mendFirst')}
                </Text>
              )}
            </Group>
          </>
        )}
      </Shown>
    </Stack>
  );
}

const isOver = (rows: DryRun['rows']): boolean =>
  rows.some(({ problems }) => problems.some(({ code }) => code === 'receipt-exceeds-order'));

function Summary({ totals, busy }: { totals: DryRun['totals']; busy: boolean }) {
  const { t } = useWords();
  const text =
    totals.refused === 0
      ? t('receive.allRight', { count: totals.rows })
      : t('receive.someWrong', { count: totals.refused, rows: totals.rows });
  return (
    <Alert color={totals.refused === 0 ? 'teal' : 'orange'} role="status" aria-busy={busy}>
      {text}
    </Alert>
  );
}

function ToMend(props: { rows: DryRun['rows']; delivery: Delivery; onLines: (lines: DeliveryLine[]) => void }) {
  const { t } = useWords();
  if (props.rows.length === 0) return null;
  return (
    <Section title={t('receive.toMend')}>
      {props.rows.slice(0, 50).map(({ row, problems }) => {
        const line = props.delivery.lines.find((each) => each.row === row);
        return (
          line && (
            <RowToMend
              key={row}
              line={line}
              problems={problems}
              onChange={(change) => props.onLines(corrected(props.delivery.lines, row, change))}
              onLeave={() => props.onLines(withoutRow(props.delivery.lines, row))}
            />
          )
        );
      })}
      {props.rows.length > 50 && <Text size="sm">{t('receive.moreRows', { count: props.rows.length - 50 })}</Text>}
    </Section>
  );
}

function RowToMend(props: {
  line: DeliveryLine;
  problems: DryRun['rows'][number]['problems'];
  onChange: (change: Partial<DeliveryLine>) => void;
  onLeave: () => void;
}) {
  const { t, language } = useWords();
  const { line, problems } = props;
  const photo = useMutation({
    mutationFn: keepFile,
    onSuccess: (platePhotoSha256) => props.onChange({ platePhotoSha256 }),
  });
  const of = (field: string) => problems.some((problem) => problem.field === field);
  const needsSerial = of('serial') || line.serialTyped === true;
  return (
    <Paper withBorder p="sm" data-row={line.row}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>
            {t('receive.rowOf', { row: line.row, model: `${line.maker ?? ''} ${line.model ?? ''}` })}
          </Text>
          <Button size="compact-sm" variant="subtle" color="red" onClick={props.onLeave}>
            {t('receive.leaveOut')}
          </Button>
        </Group>
        {problems.map((problem) => (
          <Text key={`${problem.field}${problem.code}`} size="sm" c="red">
            {problem.text?.[language] ?? problem.detail}
          </Text>
        ))}
        <Group align="end">
          {needsSerial && (
            <Typed
              label={t('receive.serialOnPlate')}
              value={line.serial ?? ''}
              onSay={(serial) => props.onChange({ serial })}
              code
            />
          )}
          {of('noSerialReason') && (
            <Typed
              label={t('receive.whyNoSerial')}
              value={line.noSerialReason ?? ''}
              onSay={(noSerialReason) => props.onChange({ noSerialReason })}
            />
          )}
          {(of('platePhotoSha256') || needsSerial) && (
            <FileButton accept="image/*" onChange={(file) => file && photo.mutate(file)}>
              {(button) => (
                <Button {...button} variant="default" loading={photo.isPending}>
                  {line.platePhotoSha256 ? t('receive.photoKept') : t('receive.platePhoto')}
                </Button>
              )}
            </FileButton>
          )}
        </Group>
        <Refused error={photo.error} />
      </Stack>
    </Paper>
  );
}

/** Said when the field is left or Enter is pressed: half a serial is no serial. */
function Typed({
  label,
  value,
  onSay,
  code,
}: {
  label: string;
  value: string;
  onSay: (text: string) => void;
  code?: boolean;
}) {
  const [text, setText] = useState(value);
  const say = () => text.trim() !== value && onSay(text.trim());
  return (
    <TextInput
      label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={say}
      onKeyDown={(event) => event.key === 'Enter' && say()}
      w={320}
      {...(code ? { classNames: { input: 'code' } } : {})}
    />
  );
}

function Warned({ rows }: { rows: DryRun['rows'] }) {
  const { t, language } = useWords();
  if (rows.length === 0) return null;
  return (
    <Section title={t('receive.warnings', { count: rows.length })}>
      <Rows
        label={t('receive.warnings', { count: rows.length })}
        rows={rows.slice(0, 30)}
        id={({ row }) => String(row)}
        columns={[
          { head: t('fields.row'), cell: ({ row }) => row },
          {
            head: t('receive.odd'),
            cell: ({ warnings }) => warnings.map((each) => each.text?.[language] ?? each.detail).join(' '),
          },
        ]}
      />
    </Section>
  );
}

/** Only the refused rows, as the supplier laid them out, with what is wrong in the last column. */
function FailedRows({ file, order }: { file: File; order: Order }) {
  const { t, language } = useWords();
  const made = useMutation({
    mutationFn: () =>
      download(listAddress('failed-rows', order, { format: 'xlsx', language }), {
        method: 'POST',
        body: file,
        contentType: typeOfList(file),
      }),
    onSuccess: save,
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" onClick={() => made.mutate()} loading={made.isPending}>
        {t('receive.failedRows')}
      </Button>
      <Refused error={made.error} />
    </Stack>
  );
}

function Kits({ delivery, onKits }: { delivery: Delivery; onKits: (kits: Kit[]) => void }) {
  const { t } = useWords();
  const [proposed] = useState(delivery.kits);
  return (
    <Section title={t('receive.kits')}>
      <Text size="sm" c="dimmed">
        {t('receive.kitsText')}
      </Text>
      {proposed.map((kit) => (
        <Checkbox
          key={kit.label}
          label={`${kit.label} · ${t('receive.kitRows', { rows: kit.rows.join(', ') })}`}
          checked={delivery.kits.some(({ label }) => label === kit.label)}
          onChange={(event) =>
            onKits(
              event.currentTarget.checked
                ? [...delivery.kits, kit]
                : delivery.kits.filter(({ label }) => label !== kit.label),
            )
          }
        />
      ))}
    </Section>
  );
}
