import { Alert, Button, Group, Stack } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { ask, Refusal } from '../api/http.js';
import type { DeviceRow } from '../devices/devices.js';
import { CodeField, ListField, PersonField } from '../shell/fields.js';
import { useField } from '../shell/form.js';
import { Empty, Rows } from '../shell/parts.js';
import { ScanBox } from '../shell/scan-box.js';
import { useWords } from '../words/words.js';

const lookUp = async (code: string): Promise<DeviceRow | undefined> =>
  (await ask<{ matches: DeviceRow[] }>(`/assets/devices/lookup?code=${encodeURIComponent(code)}`)).matches[0];

/** The paper as it is printed. */
export function Print({ path }: { path: string }) {
  const { t } = useWords();
  return (
    <Button component="a" href={`/api${path}/paper`} target="_blank" rel="noreferrer" variant="default">
      {t('papers.print')}
    </Button>
  );
}

/** Codes that were read and belong to nothing on the list: the paper waits until each is read again or taken away. */
export function Unplaced({ codes, onDrop }: { codes: readonly string[]; onDrop: (code: string) => void }) {
  const { t } = useWords();
  if (codes.length === 0) return null;
  return (
    <Alert color="orange" title={t('papers.unplaced', { count: codes.length })}>
      <Stack gap={4} align="flex-start">
        {t('papers.unplacedText')}
        {codes.map((code) => (
          <Group key={code} gap="xs">
            <span className="code">{code}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t('receive.undo', { serial: code })}
              onClick={() => onDrop(code)}
            >
              {t('form.remove')}
            </Button>
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}

/** Who signed the paper, and as what. */
export function SignaturesField({ capacities, least }: { capacities: string[]; least: number }) {
  const { t } = useWords();
  return (
    <ListField name="signatures" title={t('papers.signatures')} add={t('papers.addSignature')} least={least}>
      {(signature) => (
        <>
          <PersonField name={`${signature}.personId`} label={t('papers.signer')} required />
          <CodeField
            name={`${signature}.capacity`}
            label={t('papers.capacity')}
            kind="capacity"
            codes={capacities}
            required
          />
        </>
      )}
    </ListField>
  );
}

interface Said<R> {
  device: DeviceRow;
  row: R;
}

/**
 * Devices read one by one into a list of the form; each code answers in words, and none is lost while one is looked up. `asked`: what
 * else is to be said of each.
 */
export function DevicesField<R extends object>(props: {
  name: string;
  title: string;
  row: (device: DeviceRow, read: string) => R;
  asked?: { head: string; cell: (row: R, change: (said: Partial<R>) => void, device: string) => ReactNode }[];
}) {
  const { t } = useWords();
  const { set } = useField(props.name);
  const latest = useRef<Said<R>[]>([]);
  const [devices, setDevices] = useState<Said<R>[]>([]);
  const [said, setSaid] = useState({ text: '', bad: false });
  const keep = (all: Said<R>[]): void => {
    setDevices((latest.current = all));
    set(all.map(({ row }) => row));
  };
  const change = (id: string, more: Partial<R>): void =>
    keep(latest.current.map((each) => (each.device.id === id ? { ...each, row: { ...each.row, ...more } } : each)));
  const take = async (code: string): Promise<void> => {
    try {
      const device = await lookUp(code);
      if (!device) return setSaid({ text: t('scan.unknown', { code }), bad: true });
      if (latest.current.some((each) => each.device.id === device.id))
        return setSaid({ text: t('scan.already', { code }), bad: true });
      keep([{ device, row: props.row(device, code) }, ...latest.current]);
      setSaid({ text: t('scan.taken', { code, count: latest.current.length }), bad: false });
    } catch (error) {
      setSaid({ text: error instanceof Refusal ? `${code}: ${error.message}` : String(error), bad: true });
    }
  };
  const queue = useRef(Promise.resolve());
  return (
    <>
      <ScanBox
        label={props.title}
        feedback={said.text}
        bad={said.bad}
        onCode={(code) => void (queue.current = queue.current.then(() => take(code)))}
        inForm
      />
      {devices.length === 0 ? (
        <Empty>{t('papers.nothingRead')}</Empty>
      ) : (
        <Rows
          label={props.title}
          rows={devices}
          id={({ device }) => device.id}
          columns={[
            { head: t('fields.tag'), cell: ({ device }) => <span className="code">{device.tag ?? '–'}</span> },
            { head: t('fields.serial'), cell: ({ device }) => <span className="code">{device.serial ?? '–'}</span> },
            { head: t('fields.model'), cell: ({ device }) => `${device.maker} ${device.model}` },
            ...(props.asked ?? []).map(({ head, cell }) => ({
              head,
              cell: ({ device, row }: Said<R>) =>
                cell(row, (more) => change(device.id, more), device.tag ?? device.serial ?? ''),
            })),
            {
              head: t('fields.doing'),
              cell: ({ device }) => (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('receive.undo', { serial: device.tag })}
                  onClick={() => keep(latest.current.filter((each) => each.device.id !== device.id))}
                >
                  {t('form.remove')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
