import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { type Settling, useDocument } from '../api/reading.js';
import { useHasRole } from '../api/session.js';
import { useNames, useUnitName } from '../choices/names.js';
import { DocumentList, useDocumentColumns } from '../shell/document-list.js';
import { ListField, TextField, UnitField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Facts, Page, Rows, Section, Shown, Status, To } from '../shell/parts.js';
import { useWords } from '../words/words.js';
import { DevicesField, Print, SignaturesField } from './fields.js';

interface DeedRow {
  id: string;
  number: string;
  status: string;
  beneficiaryUnitId: string;
  place: string | null;
  signedAt: string;
  effectiveAt: string;
  annexHash: string;
}
interface Deed extends DeedRow, Settling {
  conditions: string[];
  signatures: { personId: string; capacity: string; function?: string | null }[];
  lines: {
    lineId: string;
    deviceId: string;
    tag: string | null;
    serial: string | null;
    valueMinor: number;
    currency: string;
  }[];
}

/** Title passes to the State by a deed (CR-26). */
export function DeedsScreen() {
  const { t, moment } = useWords();
  const unit = useUnitName();
  const signs = useHasRole('APPROVER', 'STATE_SIGNATORY', 'BUDGET_HOLDER');
  return (
    <DocumentList<DeedRow>
      title={t('places.deeds')}
      path="/handover/deeds"
      filters={[{ name: 'beneficiaryUnitId', label: t('deeds.beneficiary'), by: 'unit' }]}
      empty={t('deeds.none')}
      actions={
        signs && (
          <Button component={Link} href="/deeds/new">
            {t('deeds.new')}
          </Button>
        )
      }
      columns={[
        ...useDocumentColumns<DeedRow>('/deeds', 'deed'),
        { head: t('deeds.beneficiary'), cell: (row) => unit(row.beneficiaryUnitId) },
        { head: t('handovers.place'), cell: (row) => row.place ?? '–' },
        { head: t('handovers.signedAt'), cell: (row) => moment(row.signedAt) },
        { head: t('deeds.effectiveAt'), cell: (row) => moment(row.effectiveAt) },
      ]}
    />
  );
}

export function NewDeedScreen() {
  const { t } = useWords();
  const [, go] = useLocation();
  return (
    <Page title={t('deeds.new')} back={{ to: '/deeds', text: t('places.deeds') }}>
      <Form
        path="/handover/deeds"
        initial={{ signatures: [{ capacity: 'SUPERIOR' }, { capacity: 'SUPERIOR' }], lines: [] }}
        submit={t('deeds.record')}
        done={({ id }) => go(`/deeds/${id}`)}
      >
        <UnitField name="beneficiaryUnitId" label={t('deeds.beneficiary')} required />
        <TextField name="place" label={t('deeds.place')} />
        <DevicesField name="lines" title={t('deeds.devices')} row={({ id }) => ({ deviceId: id })} />
        <ListField name="conditions" title={t('deeds.conditions')} add={t('deeds.addCondition')} blank={() => ''}>
          {(condition) => <TextField name={condition} label={t('deeds.condition')} required />}
        </ListField>
        <SignaturesField capacities={['SUPERIOR']} least={2} />
      </Form>
    </Page>
  );
}

export function DeedScreen({ id }: { id: string }) {
  const { t } = useWords();
  const deed = useDocument<Deed>(`/handover/deeds/${id}`);
  return (
    <Shown read={deed}>
      {(found) => (
        <Page
          title={`${t('deeds.one')} ${found.number}`}
          back={{ to: '/deeds', text: t('places.deeds') }}
          actions={<Print path={`/handover/deeds/${id}`} />}
        >
          <DeedFacts deed={found} />
          <DeedLines deed={found} />
        </Page>
      )}
    </Shown>
  );
}

function DeedFacts({ deed }: { deed: Deed }) {
  const { t, moment } = useWords();
  const unit = useUnitName();
  const name = useNames(deed.signatures.map(({ personId }) => personId));
  return (
    <Facts
      facts={[
        [t('fields.status'), <Status key="status" kind="deed" code={deed.status} />],
        [t('deeds.beneficiary'), unit(deed.beneficiaryUnitId)],
        [t('handovers.place'), deed.place ?? '–'],
        [t('handovers.signedAt'), moment(deed.signedAt)],
        [t('deeds.effectiveAt'), moment(deed.effectiveAt)],
        [t('papers.signatures'), deed.signatures.map(({ personId }) => name(personId)).join(', ')],
        [t('deeds.conditions'), deed.conditions.join(' ; ') || '–'],
        [
          t('deeds.annex'),
          <span key="annex" className="code" title={deed.annexHash}>
            {deed.annexHash.slice(0, 16)}…
          </span>,
        ],
      ]}
    />
  );
}

function DeedLines({ deed: { lines } }: { deed: Deed }) {
  const { t, money } = useWords();
  return (
    <Section title={t('allocations.devices', { count: lines.length })}>
      <Rows
        label={t('allocations.devices', { count: lines.length })}
        rows={lines}
        id={({ lineId }) => lineId}
        columns={[
          {
            head: t('fields.tag'),
            cell: ({ tag, deviceId }) => (
              <To href={`/devices/${tag ?? deviceId}`} code>
                {tag ?? t('devices.noTag')}
              </To>
            ),
          },
          { head: t('fields.serial'), cell: ({ serial }) => <span className="code">{serial ?? '–'}</span> },
          { head: t('deeds.value'), cell: (row) => money(row.valueMinor, row.currency), number: true },
        ]}
      />
    </Section>
  );
}
