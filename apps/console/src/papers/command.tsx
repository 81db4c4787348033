import { Alert, Button, Checkbox, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { everyItem, type Settling, useDocument } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { useNames, useUnitName } from '../choices/names.js';
import { DocumentList } from '../shell/document-list.js';
import { carrying, withUnplaced } from '../shell/code.rules.js';
import { CountField, FileField, PersonField, TextField, UnitField } from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import type { Body } from '../shell/form.rules.js';
import { Facts, Page, Refused, Rows, Section, Shown, To } from '../shell/parts.js';
import { ScanBox } from '../shell/scan-box.js';
import { useWords } from '../words/words.js';
import { countsOf, leftOut, type Line, listOf, lotsOf, nameOf, putBack, type Quantity } from './command.rules.js';
import { Unplaced } from './fields.js';

interface CommandRow {
  id: string;
  number: string;
  orgUnitId: string;
  outgoingId: string;
  incomingId: string;
  superiorId: string | null;
  handedOverAt: string;
}
interface CommandHandover extends CommandRow, Settling {
  lines: { lineId: string; code: string; present: boolean; condition: string | null; reserve?: string | null }[];
  lots: { lineId: string; number: string; present: number; absent: number; reserve: string | null }[];
}

/** When the head of a unit changes, both go through what it holds (T17). */
export function CommandsScreen() {
  const { t, moment } = useWords();
  const unit = useUnitName();
  const records = useHasRole('FIELD_OFFICER', 'UNIT_HEAD', 'UNIT_CUSTODIAN', 'PROV_COMMISSIONER');
  return (
    <DocumentList<CommandRow>
      title={t('places.commands')}
      path="/handover/command-handovers"
      filters={[{ name: 'orgUnitId', label: t('allocations.unit'), by: 'unit' }]}
      empty={t('commands.none')}
      people={({ outgoingId, incomingId }) => [outgoingId, incomingId]}
      actions={
        records && (
          <Button component={Link} href="/command-handovers/new">
            {t('commands.new')}
          </Button>
        )
      }
      columns={(name) => [
        {
          head: t('fields.number'),
          cell: (row) => (
            <To href={`/command-handovers/${row.id}`} code>
              {row.number}
            </To>
          ),
        },
        { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
        { head: t('commands.outgoing'), cell: (row) => name(row.outgoingId) },
        { head: t('commands.incoming'), cell: (row) => name(row.incomingId) },
        { head: t('commands.at'), cell: (row) => moment(row.handedOverAt) },
      ]}
    />
  );
}

const sent = ({ superiorId, ...body }: Body): Body => ({
  ...body,
  ...(superiorId !== undefined && { superiorId }),
  signatures: [
    { personId: body['outgoingId'], capacity: 'HEAD' },
    { personId: body['incomingId'], capacity: 'HEAD' },
    ...(superiorId === undefined ? [] : [{ personId: superiorId, capacity: 'SUPERIOR' }]),
  ],
});

export function NewCommandScreen() {
  const { t } = useWords();
  const [, go] = useLocation();
  const [unplaced, setUnplaced] = useState<string[]>([]);
  return (
    <Page title={t('commands.new')} back={{ to: '/command-handovers', text: t('places.commands') }}>
      <Form
        path="/handover/command-handovers"
        initial={{ lines: [], lots: [] }}
        send={sent}
        submit={t('commands.record')}
        done={({ id }) => go(`/command-handovers/${id}`)}
        held={unplaced.length > 0}
      >
        <UnitField name="orgUnitId" label={t('allocations.unit')} required />
        <PersonField name="outgoingId" label={t('commands.outgoing')} required />
        <PersonField name="incomingId" label={t('commands.incoming')} required />
        <PersonField name="superiorId" label={t('commands.superior')} />
        <FileField name="documentSha256" label={t('commands.document')} required />
        <Held unplaced={unplaced} onUnplaced={setUnplaced} />
      </Form>
    </Page>
  );
}

interface Holding {
  device: { deviceId: string; tag: string | null; serial: string | null; maker: string | null; model: string | null };
  document: { kind: string | null };
}

/** All pages of what the unit holds; a list that comes again in another state would begin the work anew. */
const useAll = <T,>(path: string, unitId: string | undefined) =>
  useQuery({
    queryKey: ['every', path],
    queryFn: () => everyItem<T>(path),
    enabled: unitId !== undefined,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Everything the unit holds: what is scanned or ticked is there, what is not says why. */
function Held({ unplaced, onUnplaced }: { unplaced: string[]; onUnplaced: (codes: string[]) => void }) {
  const { t } = useWords();
  const unitId = useField('orgUnitId').value as string | undefined;
  const { value, set } = useField('lines');
  const lines = (value as Line[] | undefined) ?? [];
  const [said, setSaid] = useState({ text: '', bad: false });
  const held = useAll<Holding>(`/audit/organisation-units/${unitId}/holdings`, unitId);
  const devices = (held.data ?? []).map(({ device }) => ({ ...device, code: nameOf(device) }));
  useEffect(() => {
    if (held.data) set(listOf(held.data));
    onUnplaced([]);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another list of what is held is what begins anew
  }, [held.data]);
  if (unitId === undefined) return null;
  if (held.error) return <Refused error={held.error} />;
  const read = (typed: string): void => {
    const found = carrying(devices, typed);
    if (!found) {
      onUnplaced(withUnplaced(unplaced, typed));
      return setSaid({ text: t('scan.unknown', { code: typed }), bad: true });
    }
    // What was left out and is in somebody's hand belongs on the list.
    const before = lines.some(({ code }) => code === found.code) ? lines : putBack(lines, found.code);
    set(before.map((line) => (line.code === found.code ? { ...line, present: true } : line)));
    setSaid({ text: t('commands.seen', { code: found.code }), bad: false });
  };
  const absent = lines.filter(({ present }) => !present).length;
  return (
    <>
      <Section title={t('commands.held', { count: devices.length })}>
        {devices.length > 0 && (
          <>
            <ScanBox label={t('allocations.scan')} onCode={read} feedback={said.text} bad={said.bad} inForm />
            <Unplaced codes={unplaced} onDrop={(code) => onUnplaced(unplaced.filter((other) => other !== code))} />
            <HeldDevices devices={devices} lines={lines} onLines={set} />
          </>
        )}
        {lines.length < devices.length && <Text size="sm">{t('commands.leftOut')}</Text>}
        {absent > 0 && <Alert color="yellow">{t('commands.absent', { count: absent })}</Alert>}
      </Section>
      <HeldLots unitId={unitId} />
    </>
  );
}

function HeldDevices(props: {
  devices: (Holding['device'] & { code: string })[];
  lines: Line[];
  onLines: (lines: Line[]) => void;
}) {
  const { t } = useWords();
  const { devices, lines, onLines } = props;
  const lineOf = (code: string): Line | undefined => lines.find((line) => line.code === code);
  const change = (code: string, changed: Partial<Line>): void =>
    onLines(lines.map((line) => (line.code === code ? { ...line, ...changed } : line)));
  return (
    <Rows
      label={t('commands.held', { count: devices.length })}
      rows={devices}
      id={({ deviceId }) => deviceId}
      columns={[
        { head: t('fields.tag'), cell: ({ tag, serial }) => <span className="code">{tag ?? serial}</span> },
        { head: t('fields.model'), cell: ({ maker, model }) => `${maker ?? ''} ${model ?? ''}` },
        {
          head: t('commands.present'),
          cell: ({ code }) => (
            <Checkbox
              aria-label={t('waybills.here', { device: code })}
              checked={lineOf(code)?.present ?? false}
              disabled={!lineOf(code)}
              onChange={({ currentTarget }) => change(code, { present: currentTarget.checked })}
            />
          ),
        },
        {
          head: t('commands.reserve'),
          cell: ({ code }) => (
            <TextInput
              size="xs"
              aria-label={t('commands.reserveOf', { device: code })}
              value={lineOf(code)?.reserve ?? ''}
              disabled={!lineOf(code)}
              onChange={({ currentTarget }) => change(code, { reserve: currentTarget.value || undefined })}
            />
          ),
        },
        {
          head: t('fields.doing'),
          cell: ({ code }) => {
            const listed = lineOf(code) !== undefined;
            return (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t(listed ? 'commands.leaveOutOne' : 'commands.putBackOne', { device: code })}
                onClick={() => onLines(listed ? leftOut(lines, code) : putBack(lines, code))}
              >
                {t(listed ? 'commands.leaveOut' : 'commands.putBack')}
              </Button>
            );
          },
        },
      ]}
    />
  );
}

/** What is counted and not numbered: how many of each lot are there (AM-9). */
function HeldLots({ unitId }: { unitId: string }) {
  const { t } = useWords();
  const { set } = useField('lots');
  const held = useAll<Quantity>(`/assets/lots?orgUnitId=${unitId}&lifecycle=A08_HANDED_OVER`, unitId);
  const lots = lotsOf(held.data ?? []);
  useEffect(() => {
    if (held.data) set(countsOf(lots));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- as the devices above
  }, [held.data]);
  if (held.error) return <Refused error={held.error} />;
  if (lots.length === 0) return null;
  return (
    <Section title={t('commands.lots', { count: lots.length })}>
      <Rows
        label={t('commands.lots', { count: lots.length })}
        rows={lots.map((lot, nth) => ({ ...lot, path: `lots[${nth}]` }))}
        id={({ lotId }) => lotId}
        columns={[
          { head: t('commands.lot'), cell: ({ lotNumber }) => <span className="code">{lotNumber}</span> },
          { head: t('fields.model'), cell: ({ maker, model }) => `${maker} ${model}` },
          { head: t('commands.lotHeld'), cell: ({ quantity }) => quantity, number: true },
          {
            head: t('commands.present'),
            cell: ({ path, lotNumber }) => (
              <CountField name={`${path}.present`} label={t('commands.lotPresent', { lot: lotNumber })} required />
            ),
          },
          {
            head: t('commands.reserve'),
            cell: ({ path, lotNumber }) => (
              <TextField name={`${path}.reserve`} label={t('commands.reserveOf', { device: lotNumber })} />
            ),
          },
        ]}
      />
    </Section>
  );
}

export function CommandScreen({ id }: { id: string }) {
  const { t } = useWords();
  const command = useDocument<CommandHandover>(`/handover/command-handovers/${id}`);
  return (
    <Shown read={command}>
      {(found) => (
        <Page
          title={`${t('commands.one')} ${found.number}`}
          back={{ to: '/command-handovers', text: t('places.commands') }}
        >
          <CommandFacts command={found} />
          <Section title={t('commands.held', { count: found.lines.length })}>
            <Rows
              label={t('commands.held', { count: found.lines.length })}
              rows={found.lines}
              id={({ lineId }) => lineId}
              columns={[
                {
                  head: t('fields.tag'),
                  cell: ({ code }) => (
                    <To href={`/devices/${encodeURIComponent(code)}`} code>
                      {code}
                    </To>
                  ),
                },
                { head: t('commands.present'), cell: ({ present }) => t(present ? 'fields.yes' : 'fields.no') },
                { head: t('commands.reserve'), cell: ({ reserve }) => reserve ?? '–' },
              ]}
            />
          </Section>
          {found.lots.length > 0 && (
            <Section title={t('commands.lots', { count: found.lots.length })}>
              <Rows
                label={t('commands.lots', { count: found.lots.length })}
                rows={found.lots}
                id={({ lineId }) => lineId}
                columns={[
                  { head: t('commands.lot'), cell: ({ number }) => <span className="code">{number}</span> },
                  { head: t('commands.present'), cell: ({ present }) => present, number: true },
                  { head: t('commands.lotAbsent'), cell: ({ absent }) => absent, number: true },
                  { head: t('commands.reserve'), cell: ({ reserve }) => reserve ?? '–' },
                ]}
              />
            </Section>
          )}
        </Page>
      )}
    </Shown>
  );
}

function CommandFacts({ command }: { command: CommandHandover }) {
  const { t, moment } = useWords();
  const unit = useUnitName();
  const name = useNames([command.outgoingId, command.incomingId, command.superiorId]);
  return (
    <Facts
      facts={[
        [t('allocations.unit'), unit(command.orgUnitId)],
        [t('commands.outgoing'), name(command.outgoingId)],
        [t('commands.incoming'), name(command.incomingId)],
        [t('commands.superior'), name(command.superiorId)],
        [t('commands.at'), moment(command.handedOverAt)],
      ]}
    />
  );
}
