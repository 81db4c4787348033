import { errorsFrom } from '@dotation/service';

export const identityError = errorsFrom({
  'account-not-found': { kind: 'not-found', title: 'This person has no account' },
  'account-exists': { kind: 'conflict', title: 'This person has an account already', constraint: 'account_of_person' },
  'login-taken': { kind: 'conflict', title: 'Somebody else signs in under this name', constraint: 'account_login' },
  'login-not-valid': { kind: 'invalid', title: 'This cannot be the name of an account' },
  'password-too-weak': { kind: 'invalid', title: 'The password is too easy to guess' },
  'password-not-taken': { kind: 'invalid', title: 'Only an installation with demo data takes a password from outside' },
  'account-disabled': { kind: 'conflict', title: 'The account is disabled' },
  'sign-in-over': { kind: 'not-found', title: 'This sign-in is over or was begun in another browser' },
  'foreign-origin': { kind: 'forbidden', title: 'The form was not sent from our own page' },
  busy: { kind: 'unavailable', title: 'Too many people are signing in at this moment' },
});
