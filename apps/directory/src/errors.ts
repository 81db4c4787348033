import { errorsFrom } from '@dotation/service';

export const directoryError = errorsFrom({
  'organisation-unit-not-found': { kind: 'not-found', title: 'Organisation unit not found' },
  'place-not-found': { kind: 'not-found', title: 'Place not found' },
  'organisation-not-found': { kind: 'not-found', title: 'Organisation not found' },
  'person-not-found': { kind: 'not-found', title: 'Person not found' },
  'role-assignment-not-found': { kind: 'not-found', title: 'Role assignment not found' },
  'mandate-not-found': { kind: 'not-found', title: 'Mandate not found' },
  'unknown-reference': { kind: 'invalid', title: 'Something the request names is not recorded in the directory' },

  'organisation-unit-code-taken': {
    kind: 'conflict',
    title: 'Another organisation unit has this code',
    constraint: 'organisation_unit_code_key',
  },
  'place-iso-code-taken': {
    kind: 'conflict',
    title: 'Another place has this ISO code',
    constraint: 'place_iso_code_key',
  },

  'parent-not-valid': { kind: 'conflict', title: 'What it is to stand under does not exist at that time' },
  'tree-circle': { kind: 'conflict', title: 'Nothing stands under itself' },
  'still-has-children': { kind: 'conflict', title: 'Something still stands under it' },
  'not-yet': { kind: 'invalid', title: 'A change is recorded on its day, not ahead' },
  'before-first-version': { kind: 'invalid', title: 'It did not exist at that time' },
  'nothing-changes': { kind: 'invalid', title: 'The request changes nothing' },
  'provinces-of-water-only': { kind: 'invalid', title: 'Only a body of water lies in several provinces' },

  'role-not-for-systems': { kind: 'forbidden', title: 'A system may not have this role' },
  'owner-not-a-person': { kind: 'invalid', title: 'A person has to answer for a system' },
  'own-role': {
    kind: 'forbidden',
    title: 'Nobody grants or withdraws his own role',
    constraint: 'role_assignment_not_self',
  },
  'role-too-long': { kind: 'invalid', title: 'A role is not granted for so long' },
  'role-not-pending': { kind: 'conflict', title: 'The role does not wait for a second administrator' },
  'second-administrator-needed': {
    kind: 'forbidden',
    title: 'A second administrator confirms this role',
    constraint: 'role_assignment_cr_60',
  },
  'administrator-apart': { kind: 'conflict', title: 'An administrator has no other role' },
  'role-already-revoked': { kind: 'conflict', title: 'The role was revoked before' },
  'administrator-exists': { kind: 'conflict', title: 'This installation already has an administrator' },
  'period-empty': { kind: 'invalid', title: 'The period ends before it begins' },

  'vetting-without-commander': {
    kind: 'invalid',
    title: 'A commander’s vetting names the commander, a unit’s does not',
  },
  'vetting-too-long': { kind: 'invalid', title: 'A vetting result is not valid for so long' },
  'vettings-not-valid': { kind: 'invalid', title: 'Some results are not valid; none was recorded' },
  'file-not-readable': { kind: 'invalid', title: 'The file cannot be read as a table' },
  'file-with-reasons': { kind: 'invalid', title: 'Reasons of a vetting result are never taken' },
  'mitigation-missing': { kind: 'invalid', title: 'Proceeding with mitigation needs at least one measure' },

  'unknown-rule': { kind: 'invalid', title: 'There is no rule with this name' },
  'rule-value-not-valid': { kind: 'invalid', title: 'The rule cannot have this value' },
  'rule-value-in-the-past': { kind: 'invalid', title: 'A rule value holds from now on, never for the past' },
  'rule-value-proposal-not-found': { kind: 'not-found', title: 'Proposed rule value not found' },
  'rule-value-confirmed': { kind: 'conflict', title: 'The rule value was confirmed before' },
  'proposal-lapsed': { kind: 'conflict', title: 'The proposal is too old' },
  'same-person': {
    kind: 'forbidden',
    title: 'Another person has to confirm it',
    constraint: 'rule_value_proposal_two_persons',
  },

  'waiver-not-found': { kind: 'not-found', title: 'Waiver not found' },
  'unknown-waivable-rule': { kind: 'invalid', title: 'There is no such rule to be let off' },
  'never-waived': { kind: 'forbidden', title: 'Nobody is ever let off this rule' },
  'waiver-for-oneself': {
    kind: 'forbidden',
    title: 'Nobody lets himself off a rule',
    constraint: 'waiver_not_self',
  },
  'same-duty-station': { kind: 'forbidden', title: 'A waiver comes from another duty station' },
  'waiver-in-the-past': { kind: 'invalid', title: 'A waiver holds from now on, never for the past' },
  'waiver-too-long': { kind: 'invalid', title: 'A waiver does not last so long', constraint: 'waiver_period' },
  'waiver-ended': { kind: 'conflict', title: 'The waiver has ended' },
  'evidence-of-oneself': { kind: 'forbidden', title: 'Another person records that the control was done' },
  'evidence-recorded': {
    kind: 'conflict',
    title: 'The evidence of this document is recorded',
    constraint: 'waiver_evidence_once',
  },
  'day-to-come': { kind: 'invalid', title: 'The day has not begun' },

  'mandate-giver-not-head': { kind: 'conflict', title: 'Only the head of the unit gives a mandate' },
  'mandate-to-oneself': {
    kind: 'forbidden',
    title: 'Nobody mandates himself',
    constraint: 'mandate_two_persons',
  },
  'mandate-documented': { kind: 'conflict', title: 'The document of the mandate is there already' },
  'mandate-revoked': { kind: 'conflict', title: 'The mandate was revoked before' },
  'witness-is-a-party': { kind: 'conflict', title: 'A party cannot be the witness' },
  'call-to-come': { kind: 'invalid', title: 'The call is still to come' },
  'outside-own-unit': { kind: 'forbidden', title: 'The unit is not among the caller’s own' },
});
