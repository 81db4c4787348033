import { Checkbox, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { useHasRole } from '../api/session.js';
import { useUnitName } from '../choices/names.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { FileField, MomentField, PersonField, UnitField } from '../shell/fields.js';
import { Form, useField } from '../shell/form.js';
import { Status } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';

interface Mandate {
  id: string;
  orgUnitId: string;
  fromPersonId: string;
  toPersonId: string;
  validFrom: string;
  validTo: string;
  documentSha256: string | null;
  telephone: object | null;
  waybillIds: string[] | null;
  revokedFrom: string | null;
}

const stateOf = ({ revokedFrom, validFrom, validTo }: Mandate): string => {
  const now = new Date();
  if (revokedFrom) return 'REVOKED';
  if (new Date(validTo) < now) return 'ENDED';
  return new Date(validFrom) > now ? 'LATER' : 'HOLDS';
};

/** Who signs for a head, until when, and by which paper or call (CR-22, AM-2). */
export function MandatesScreen() {
  const { t, day } = useWords();
  const unit = useUnitName();
  const keeps = useHasRole('UNIT_HEAD', 'PROV_COMMISSIONER', 'FIELD_OFFICER', 'DATA_STEWARD');
  return (
    <DocumentList<Mandate>
      title={t('administration.mandates')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/directory/mandates"
      filters={[{ name: 'orgUnitId', label: t('allocations.unit'), by: 'unit' }]}
      empty={t('mandates.none')}
      people={({ fromPersonId, toPersonId }) => [fromPersonId, toPersonId]}
      columns={(name) => [
        { head: t('allocations.unit'), cell: (row) => unit(row.orgUnitId) },
        { head: t('mandates.from'), cell: (row) => name(row.fromPersonId) },
        { head: t('mandates.to'), cell: (row) => name(row.toPersonId) },
        { head: t('mandates.validFrom'), cell: (row) => day(row.validFrom) },
        { head: t('roles.until'), cell: (row) => day(row.revokedFrom ?? row.validTo) },
        { head: t('mandates.by'), cell: (row) => <By mandate={row} brings={keeps} /> },
        { head: t('fields.status'), cell: (row) => <Status kind="assignment" code={stateOf(row)} /> },
        {
          head: t('fields.doing'),
          cell: (row) =>
            keeps && ['HOLDS', 'LATER'].includes(stateOf(row)) ? (
              <Act path={`/directory/mandates/${row.id}/revocation`} label={t('roles.revoke')} small quiet />
            ) : (
              '–'
            ),
        },
      ]}
    >
      {keeps && (
        <Written label={t('mandates.new')}>
          {(close) => (
            <Form path="/directory/mandates" submit={t('mandates.record')} done={close}>
              <MandateFields />
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}

/** The letter may come after the call (AM-2). */
function By({ mandate: { id, documentSha256, telephone }, brings }: { mandate: Mandate; brings: boolean }) {
  const { t } = useWords();
  if (documentSha256) return <>{t('mandates.document')}</>;
  return (
    <>
      {t(telephone ? 'mandates.telephone' : 'mandates.nothingYet')}
      {brings && (
        <Written label={t('mandates.bring')} small>
          {() => (
            <Form path={`/directory/mandates/${id}/document`} submit={t('mandates.bring')} bare>
              <FileField name="documentSha256" label={t('mandates.document')} required />
            </Form>
          )}
        </Written>
      )}
    </>
  );
}

function MandateFields() {
  const { t } = useWords();
  const unitId = (useField('orgUnitId').value as string | undefined) ?? null;
  const [called, setCalled] = useState(false);
  return (
    <>
      <UnitField name="orgUnitId" label={t('allocations.unit')} required />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <PersonField name="fromPersonId" label={t('mandates.from')} unitId={unitId} required />
        <PersonField name="toPersonId" label={t('mandates.to')} unitId={unitId} required />
        <MomentField name="validFrom" label={t('mandates.validFrom')} required />
        <MomentField name="validTo" label={t('roles.until')} required last />
      </SimpleGrid>
      <Checkbox
        label={t('mandates.byTelephone')}
        checked={called}
        onChange={({ currentTarget }) => setCalled(currentTarget.checked)}
      />
      {called ? (
        <>
          <MomentField name="telephone.calledAt" label={t('mandates.calledOn')} required />
          <PersonField name="telephone.callerId" label={t('mandates.caller')} unitId={unitId} required />
          <PersonField name="telephone.witnessId" label={t('mandates.witness')} required />
        </>
      ) : (
        <FileField name="documentSha256" label={t('mandates.document')} />
      )}
    </>
  );
}
