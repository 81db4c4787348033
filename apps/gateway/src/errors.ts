import { errorsFrom } from '@dotation/service';

export const gatewayError = errorsFrom({
  'token-invalid': { kind: 'unauthenticated', title: 'The token is not valid' },
  'person-inactive': { kind: 'unauthenticated', title: 'The person behind the token is not active' },
  'token-not-found': { kind: 'not-found', title: 'There is no such token' },
  'person-unknown': { kind: 'invalid', title: 'The person is not known, or no longer active' },
  'expiry-out-of-range': { kind: 'invalid', title: 'The token would expire too early or too late' },
  'idempotency-key-reused': {
    kind: 'invalid',
    title: 'The same Idempotency-Key came with another request',
    constraint: 'api_token_pk',
  },
  'bootstrap-used': { kind: 'conflict', title: 'The first administrator exists already' },
  'too-many-requests': { kind: 'limited', title: 'Too many requests with this token' },
  'session-over': { kind: 'unauthenticated', title: 'Nobody is signed in, or the session is over' },
  'session-not-found': { kind: 'not-found', title: 'There is no such session' },
  'subject-linked': {
    kind: 'conflict',
    title: 'This subject of the provider is linked to a person already',
    constraint: 'subject_link_subject',
  },
  'subject-link-not-found': { kind: 'not-found', title: 'There is no such link' },
  'subject-not-linked': { kind: 'unauthenticated', title: 'Nobody here is linked to this account of the provider' },
  'request-forged': { kind: 'forbidden', title: 'The request may come from a page of somebody else' },
  'sign-in-not-offered': { kind: 'unavailable', title: 'This installation has no provider that signs people in' },
  'sign-in-failed': { kind: 'malformed', title: 'The sign-in was not finished' },
  'service-unavailable': { kind: 'unavailable', title: 'A service cannot be reached' },
  'service-late': { kind: 'late', title: 'A service did not answer in time' },
  'route-not-found': { kind: 'not-found', title: 'There is nothing at this address' },
  'too-large': { kind: 'too-large', title: 'The request is too large' },
});
