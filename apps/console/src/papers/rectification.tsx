import { Checkbox, Select, Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { type Settling, useDocument, useRead } from '../api/reading.js';
import { useNames } from '../choices/names.js';
import { LongField } from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import { Facts, Page, Rows, Section, Shown, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { DevicesField, Print, SignaturesField } from './fields.js';
import { type AddedRow, addedRow, conditions, confirmations, isSaid } from './rectification.rules.js';

interface Signed extends Settling {
  id: string;
  number: string;
  signature: { personId: string; capacity: string };
  giverId: string | null;
  lines: { lineId: string; deviceId: string | null; tag: string | null; model: string | null; outcome: string }[];
}
interface Rectification extends Settling {
  id: string;
  number: string;
  handoverId: string;
  handoverNumber: string;
  reason: string;
  rectifiedAt: string;
  signatures: { personId: string; capacity: string }[];
  lines: {
    lineId: string;
    change: string;
    deviceId: string;
    tag: string;
    condition: string | null;
    remark: string | null;
  }[];
}

/** A signed PV never changes: another one says what was wrong in it, signed by the same two (CR-23). */
export function RectifyScreen({ handoverId }: { handoverId: string }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const handover = useRead<Signed>(`/handover/handovers/${handoverId}`);
  return (
    <Shown read={handover}>
      {(found) => (
        <Page
          title={t('rectifications.title', { number: found.number })}
          back={{ to: `/handovers/${handoverId}`, text: found.number }}
        >
          <Form
            path={`/handover/handovers/${handoverId}/rectifications`}
            initial={{
              ...{ strike: [], add: [] },
              signatures: [
                { personId: found.signature.personId, capacity: found.signature.capacity },
                { ...(found.giverId && { personId: found.giverId }), capacity: 'OFFICER' },
              ],
            }}
            submit={t('rectifications.record')}
            done={({ id }) => go(`/rectifications/${id}`)}
            held={({ add }) => !((add as AddedRow[] | undefined) ?? []).every(isSaid)}
          >
            <LongField name="reason" label={t('rectifications.reason')} required />
            <Strike lines={found.lines} />
            <Add />
            <Signers ids={[found.signature.personId, found.giverId]} />
          </Form>
        </Page>
      )}
    </Shown>
  );
}

/** What was received and is not on the sheet; nobody but who saw it says its state and how he knew it (CR-21). */
function Add() {
  const { t } = useWords();
  const rows = (useField('add').value as AddedRow[] | undefined) ?? [];
  return (
    <Section title={t('rectifications.add')}>
      <DevicesField<AddedRow>
        name="add"
        title={t('rectifications.addScan')}
        row={(_, read) => addedRow(read)}
        asked={[
          {
            head: t('fields.condition'),
            cell: ({ condition }, change, device) => (
              <CodeOf
                kind="condition"
                codes={conditions}
                label={t('rectifications.conditionOf', { device })}
                value={condition}
                onChange={(code) => change({ condition: code })}
              />
            ),
          },
          {
            head: t('rectifications.confirmed'),
            cell: ({ confirmedBy }, change, device) => (
              <CodeOf
                kind="confirmation"
                codes={confirmations}
                label={t('rectifications.confirmedOf', { device })}
                value={confirmedBy}
                onChange={(code) => change({ confirmedBy: code })}
              />
            ),
          },
        ]}
      />
      {!rows.every(isSaid) && <Text size="sm">{t('rectifications.unsaid')}</Text>}
    </Section>
  );
}

function CodeOf(props: {
  kind: string;
  codes: readonly string[];
  label: string;
  value: string | undefined;
  onChange: (code: string) => void;
}) {
  const { word } = useWords();
  return (
    <Select
      size="xs"
      aria-label={props.label}
      data={props.codes.map((value) => ({ value, label: word(props.kind, value) }))}
      value={props.value ?? null}
      onChange={(code) => code && props.onChange(code)}
    />
  );
}

function Signers({ ids }: { ids: (string | null)[] }) {
  const { t } = useWords();
  const name = useNames(ids);
  return (
    <Section title={t('papers.signatures')}>
      {t('rectifications.signers', { who: ids.map(name).join(', ') })}
      <SignaturesField
        capacities={['HEAD', 'ACTING_HEAD', 'DELEGATE', 'OFFICER', 'STOREKEEPER', 'SUPERIOR']}
        least={2}
      />
    </Section>
  );
}

function Strike({ lines }: { lines: Signed['lines'] }) {
  const { t } = useWords();
  const { value, set } = useField('strike');
  const struck = (value as { deviceId: string }[] | undefined) ?? [];
  const received = lines.filter(({ outcome, deviceId }) => deviceId && outcome.startsWith('ACCEPTED'));
  if (received.length === 0) return null;
  return (
    <Section title={t('rectifications.strike')}>
      <Rows
        label={t('rectifications.strike')}
        rows={received}
        id={({ lineId }) => lineId}
        columns={[
          {
            head: t('rectifications.struck'),
            cell: ({ deviceId, tag }) => (
              <Checkbox
                aria-label={t('rectifications.strikeOne', { device: tag })}
                checked={struck.some((each) => each.deviceId === deviceId)}
                onChange={({ currentTarget }) =>
                  set(
                    currentTarget.checked
                      ? [...struck, { deviceId: deviceId! }]
                      : struck.filter((each) => each.deviceId !== deviceId),
                  )
                }
              />
            ),
          },
          { head: t('fields.tag'), cell: ({ tag }) => <span className="code">{tag ?? '–'}</span> },
          { head: t('fields.model'), cell: ({ model }) => model ?? '–' },
        ]}
      />
    </Section>
  );
}

export function RectificationScreen({ id }: { id: string }) {
  const { t } = useWords();
  const rectification = useDocument<Rectification>(`/handover/rectifications/${id}`);
  return (
    <Shown read={rectification}>
      {(found) => (
        <Page
          title={`${t('rectifications.one')} ${found.number}`}
          back={{ to: `/handovers/${found.handoverId}`, text: found.handoverNumber }}
          actions={<Print path={`/handover/rectifications/${id}`} />}
        >
          <RectificationFacts rectification={found} />
          <RectificationLines lines={found.lines} />
        </Page>
      )}
    </Shown>
  );
}

function RectificationFacts({ rectification }: { rectification: Rectification }) {
  const { t, moment } = useWords();
  const name = useNames(rectification.signatures.map(({ personId }) => personId));
  return (
    <Facts
      facts={[
        [
          t('handovers.one'),
          <To key="handover" href={`/handovers/${rectification.handoverId}`} code>
            {rectification.handoverNumber}
          </To>,
        ],
        [t('fields.reason'), rectification.reason],
        [t('handovers.signedAt'), moment(rectification.rectifiedAt)],
        [t('papers.signatures'), rectification.signatures.map(({ personId }) => name(personId)).join(', ')],
      ]}
    />
  );
}

function RectificationLines({ lines }: { lines: Rectification['lines'] }) {
  const { t, word } = useWords();
  return (
    <Section title={t('handovers.lines', { count: lines.length })}>
      <Rows
        label={t('handovers.lines', { count: lines.length })}
        rows={lines}
        id={({ lineId }) => lineId}
        columns={[
          { head: t('rectifications.change'), cell: ({ change }) => word('change', change) },
          {
            head: t('fields.tag'),
            cell: ({ tag }) => (
              <To href={`/devices/${encodeURIComponent(tag)}`} code>
                {tag}
              </To>
            ),
          },
          { head: t('fields.condition'), cell: ({ condition }) => word('condition', condition) },
          { head: t('handovers.remark'), cell: ({ remark }) => remark ?? '–' },
        ]}
      />
    </Section>
  );
}
