import { useHasRole } from '../api/session.js';
import { usePlaceName } from '../choices/names.js';
import { Act } from '../shell/act.js';
import { DocumentList } from '../shell/document-list.js';
import { CodeField, ListField, LongField, MomentField, PersonField, PlaceField } from '../shell/fields.js';
import { Form } from '../shell/form.js';
import { Status } from '../shell/parts.js';
import { Written } from '../shell/written.js';
import { useWords } from '../words/words.js';

interface Waiver {
  id: string;
  rule: string;
  placeId: string;
  personIds: string[];
  validFrom: string;
  validTo: string;
  reason: string;
  compensatingControl: string;
  grantedBy: string;
  revokedAt: string | null;
}

const rules = ['CR-07', 'CR-08', 'CR-10', 'CR-19', 'RECEIVE_INSPECT', 'TRANSCRIPTION_CHECK'];
const stateOf = ({ revokedAt, validTo }: Waiver): string =>
  revokedAt ? 'REVOKED' : new Date(validTo) < new Date() ? 'ENDED' : 'HOLDS';

/** Where too few people are to keep a rule: who is let off it, where, until when, and what stands in its place (AM-3). */
export function WaiversScreen() {
  const { t, word, day } = useWords();
  const grants = useHasRole('APPROVER');
  return (
    <DocumentList<Waiver>
      title={t('administration.waivers')}
      back={{ to: '/administration', text: t('places.administration') }}
      path="/directory/waivers"
      empty={t('waivers.none')}
      people={({ personIds, grantedBy }) => [...personIds, grantedBy]}
      columns={(name) => [
        { head: t('waivers.rule'), cell: (row) => word('waivable', row.rule) },
        { head: t('waivers.place'), cell: (row) => <PlaceName id={row.placeId} /> },
        { head: t('waivers.people'), cell: (row) => row.personIds.map(name).join(', ') },
        { head: t('roles.until'), cell: (row) => day(row.validTo) },
        { head: t('fields.reason'), cell: (row) => row.reason },
        { head: t('waivers.control'), cell: (row) => row.compensatingControl },
        { head: t('fields.status'), cell: (row) => <Status kind="assignment" code={stateOf(row)} /> },
        {
          head: t('fields.doing'),
          cell: (row) =>
            grants && stateOf(row) === 'HOLDS' ? (
              <Act path={`/directory/waivers/${row.id}/revocation`} label={t('roles.revoke')} small quiet />
            ) : (
              '–'
            ),
        },
      ]}
    >
      {grants && (
        <Written label={t('waivers.new')}>
          {(close) => (
            <Form path="/directory/waivers" initial={{ personIds: [null] }} submit={t('waivers.grant')} done={close}>
              <CodeField name="rule" label={t('waivers.rule')} kind="waivable" codes={rules} required />
              <PlaceField name="placeId" label={t('waivers.place')} description={t('waivers.placeText')} required />
              <ListField
                name="personIds"
                title={t('waivers.people')}
                add={t('waivers.addPerson')}
                blank={() => null}
                least={1}
              >
                {(person) => <PersonField name={person} label={t('accounts.person')} required />}
              </ListField>
              <LongField name="reason" label={t('fields.reason')} required />
              <LongField
                name="compensatingControl"
                label={t('waivers.control')}
                description={t('waivers.controlText')}
                required
              />
              <MomentField name="validTo" label={t('roles.until')} description={t('waivers.untilText')} last />
            </Form>
          )}
        </Written>
      )}
    </DocumentList>
  );
}

const PlaceName = ({ id }: { id: string }) => <>{usePlaceName(id)}</>;
