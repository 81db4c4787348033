import { SimpleGrid } from '@mantine/core';
import { useCaller, useHasRole } from '../api/session.js';
import { useAwardName, usePlaceName, useUnitName } from '../choices/names.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { AwardField, CodeField, MomentField, PlaceField, UnitField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Status } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';
import { KnownPersonField } from './known-people.js';

interface Assignment {
  id: string;
  personId: string;
  role: string;
  orgUnitId: string | null;
  placeId: string | null;
  awardId: string | null;
  validFrom: string;
  validTo: string | null;
  grantedBy: string;
  pending: boolean;
  confirmedBy: string | null;
  unconfirmedBecause: string | null;
  revokedAt: string | null;
}

const roles = [
  ...['REQUESTER', 'BUDGET_HOLDER', 'PROCUREMENT', 'APPROVER', 'STOREKEEPER', 'RECEPTION_COMMITTEE', 'FINANCE'],
  ...['VETTING_FP', 'DISPATCHER', 'FIELD_OFFICER', 'UNIT_HEAD', 'UNIT_CUSTODIAN', 'PROV_COMMISSIONER', 'CG_LOGISTICS'],
  ...['STATE_SIGNATORY', 'TECHNICIAN', 'COUNT_TEAM', 'EUM_OFFICER', 'INVESTIGATOR', 'REVIEW_BOARD', 'DONOR', 'AUDITOR'],
  ...['DATA_STEWARD', 'SYS_ADMIN'],
];

const stateOf = ({ pending, revokedAt, validTo, unconfirmedBecause }: Assignment): string => {
  if (revokedAt) return 'REVOKED';
  if (validTo && new Date(validTo) < new Date()) return 'ENDED';
  if (pending) return 'PENDING';
  return unconfirmedBecause ? 'UNCONFIRMED' : 'HOLDS';
};

/** Who may do what, where and until when; what gives power is confirmed by a second administrator (CR-60). */
export function RolesScreen() {
  const { t, word, day } = useWords();
  const grants = useHasRole('SYS_ADMIN');
  return (
    <DocumentList<Assignment>
      title={t('administration.roles')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/directory/role-assignments"
      filters={[{ name: 'pending', label: t('roles.confirmation'), by: { kind: 'pending', codes: ['true', 'false'] } }]}
      empty={t('roles.none')}
      people={({ personId, grantedBy }) => [personId, grantedBy]}
      columns={(name) => [
        { head: t('accounts.person'), cell: (row) => name(row.personId) },
        { head: t('roles.role'), cell: (row) => word('role', row.role) },
        { head: t('roles.where'), cell: (row) => <Where assignment={row} /> },
        { head: t('roles.until'), cell: (row) => day(row.validTo) },
        { head: t('fields.status'), cell: (row) => <Status kind="assignment" code={stateOf(row)} /> },
        { head: t('roles.grantedBy'), cell: (row) => name(row.grantedBy) },
        { head: t('fields.doing'), cell: (row) => <RoleActs assignment={row} /> },
      ]}
    >
      {grants && (
        <Written label={t('roles.grant')}>
          {(close) => (
            <Form
              path={({ personId }) => `/directory/people/${String(personId)}/roles`}
              send={({ role, orgUnitId, placeId, awardId, validTo }) => ({
                role,
                orgUnitId,
                placeId,
                awardId,
                validTo,
              })}
              submit={t('roles.give')}
              done={close}
            >
              <KnownPersonField name="personId" label={t('accounts.person')} />
              <CodeField name="role" label={t('roles.role')} kind="role" codes={roles} required />
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <UnitField name="orgUnitId" label={t('roles.unit')} description={t('roles.unitText')} />
                <PlaceField name="placeId" label={t('roles.place')} description={t('roles.placeText')} />
                <AwardField name="awardId" label={t('allocations.award')} description={t('roles.awardText')} />
                <MomentField name="validTo" label={t('roles.until')} description={t('roles.untilText')} last />
              </SimpleGrid>
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}

function Where({ assignment: { orgUnitId, placeId, awardId } }: { assignment: Assignment }) {
  const { t } = useWords();
  const unit = useUnitName();
  const award = useAwardName();
  const place = usePlaceName(placeId);
  if (orgUnitId) return <>{unit(orgUnitId)}</>;
  if (placeId) return <>{place}</>;
  return <>{awardId ? award(awardId) : t('roles.everywhere')}</>;
}

function RoleActs({ assignment }: { assignment: Assignment }) {
  const { t } = useWords();
  const { personId } = useCaller();
  const grants = useHasRole('SYS_ADMIN');
  const confirms = useHasRole('SYS_ADMIN', 'APPROVER');
  const path = `/directory/role-assignments/${assignment.id}`;
  if (assignment.revokedAt || (!grants && !confirms)) return <>–</>;
  if (assignment.pending && confirms && assignment.grantedBy !== personId)
    return <Act path={`${path}/confirmation`} label={t('fields.confirm')} small />;
  return grants ? <Act path={`${path}/revocation`} label={t('roles.revoke')} small quiet /> : <>–</>;
}
