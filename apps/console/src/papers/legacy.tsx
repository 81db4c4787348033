import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useList, useRead } from '../api/reading.js';
import { useCaller, useHasRole } from '../api/session.js';
import { useNames, usePlaceName, useUnitName } from '../choices/names.js';
import { Act } from '../shell/act.js';
import { DocumentList, useDocumentColumns } from '../shell/document-list.js';
import { Facts, Listed, Page, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';

interface LegacyList {
  id: string;
  number: string;
  status: string;
  origin: string;
  orgUnitId: string;
  placeId: string;
  title: string;
  sameAs: string | null;
  rows: number;
  devices: number;
  importedBy: string;
  recordedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
  register: { applied: number; refused: number; waiting: number };
}
interface LegacyRow {
  row: number;
  cells: Record<string, string>;
  devices: { deviceId: string; register: string; detail: string | null }[];
}

const states = ['PENDING', 'APPROVED', 'REFUSED'];

/** Ten years of lists in spreadsheets, brought by one data steward and approved by another (AM-13). */
export function LegacyListsScreen() {
  const { t, word, number, moment } = useWords();
  const unit = useUnitName();
  const brings = useHasRole('DATA_STEWARD');
  return (
    <DocumentList<LegacyList>
      title={t('places.legacy')}
      path="/procurement/legacy-lists"
      filters={[{ name: 'status', label: t('fields.status'), by: { kind: 'legacy', codes: states } }]}
      empty={t('legacy.none')}
      actions={
        brings && (
          <Button component={Link} href="/legacy-lists/new">
            {t('legacy.new')}
          </Button>
        )
      }
      columns={[
        ...useDocumentColumns<LegacyList>('/legacy-lists', 'legacy'),
        { head: t('legacy.origin'), cell: (row) => word('origin', row.origin) },
        { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
        { head: t('legacy.rows'), cell: (row) => number(row.rows), number: true },
        { head: t('legacy.devices'), cell: (row) => number(row.devices), number: true },
        { head: t('legacy.recordedAt'), cell: (row) => moment(row.recordedAt) },
      ]}
    />
  );
}

export function LegacyListScreen({ id }: { id: string }) {
  const { t } = useWords();
  const list = useRead<LegacyList>(`/procurement/legacy-lists/${id}`);
  return (
    <Shown read={list}>
      {(found) => (
        <Page title={`${t('legacy.one')} ${found.number}`} back={{ to: '/legacy-lists', text: t('places.legacy') }}>
          <LegacyFacts list={found} />
          <Decide list={found} />
          <LegacyRows id={id} />
        </Page>
      )}
    </Shown>
  );
}

function LegacyFacts({ list }: { list: LegacyList }) {
  const { t, word, moment, number } = useWords();
  const unit = useUnitName();
  const name = useNames([list.importedBy, list.decidedBy]);
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="legacy" code={list.status} />],
        [t('legacy.origin'), word('origin', list.origin)],
        [t('allocations.unit'), unit(list.orgUnitId)],
        [t('handovers.place'), usePlaceName(list.placeId)],
        [t('fields.title'), word('title', list.title)],
        [t('legacy.devices'), number(list.devices)],
        [t('legacy.broughtBy'), `${name(list.importedBy)}, ${moment(list.recordedAt)}`],
        ...(list.decidedBy
          ? [[t('requisitions.decidedBy'), `${name(list.decidedBy)}, ${moment(list.decidedAt)}`] as [string, string]]
          : []),
        ...(list.reason ? [[t('fields.reason'), list.reason] as [string, string]] : []),
        ...(list.status === 'APPROVED'
          ? [[t('legacy.register'), t('legacy.registered', { ...list.register })] as [string, string]]
          : []),
      ]}
    />
  );
}

function Decide({ list: { id, status, importedBy, sameAs } }: { list: LegacyList }) {
  const { t } = useWords();
  const decides = useHasRole('DATA_STEWARD');
  const own = useCaller().personId === importedBy;
  if (status !== 'PENDING' || !decides) return null;
  const path = `/procurement/legacy-lists/${id}`;
  return (
    <Section title={t('allocations.decide')}>
      {own && t('legacy.own')}
      {sameAs && <To href={`/legacy-lists/${sameAs}`}>{t('legacy.same')}</To>}
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'flex-start' }}>
        {!own && <Act path={`${path}/approval`} label={t('legacy.approve')} />}
        <Act
          path={`${path}/refusal`}
          label={t('requisitions.refuse')}
          reason={{ name: 'reason', label: t('fields.reason') }}
        />
      </div>
    </Section>
  );
}

function LegacyRows({ id }: { id: string }) {
  const { t, word } = useWords();
  const list = useList<LegacyRow>(`/procurement/legacy-lists/${id}/rows`);
  return (
    <Section title={t('legacy.rows')}>
      <Listed
        list={list}
        label={t('legacy.rows')}
        id={({ row }) => String(row)}
        empty={t('choices.none')}
        columns={[
          { head: t('fields.row'), cell: ({ row }) => row, number: true },
          {
            head: t('legacy.asWritten'),
            cell: ({ cells }) =>
              Object.entries(cells)
                .map(([heading, text]) => `${heading} : ${text}`)
                .join(' · '),
          },
          { head: t('legacy.devices'), cell: ({ devices }) => devices.length, number: true },
          {
            head: t('legacy.register'),
            cell: ({ devices }) => {
              const said = devices.map(({ register, detail }) => detail ?? word('registerState', register));
              return [...new Set(said)].join(' · ') || '–';
            },
          },
        ]}
      />
    </Section>
  );
}
