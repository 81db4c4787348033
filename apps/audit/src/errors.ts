import { errorsFrom } from '@dotation/service';

export const auditError = errorsFrom({
  'device-not-found': { kind: 'not-found', title: 'Device not found' },
  'not-yet-projected': { kind: 'unavailable', title: 'The record is ahead of what can be read from it' },
  'device-ambiguous': { kind: 'conflict', title: 'More than one device carries this code' },
  'organisation-unit-not-found': { kind: 'not-found', title: 'Organisation unit not found' },
  'register-busy': { kind: 'limited', title: 'The whole register is being read already' },
  'register-too-long': { kind: 'invalid', title: 'Too many devices for one spreadsheet' },
  'fact-not-found': { kind: 'not-found', title: 'Fact not found' },
  'file-not-found': { kind: 'not-found', title: 'File not found' },
  'file-name-invalid': { kind: 'invalid', title: 'A file is named by its SHA-256' },
  'file-hash-mismatch': { kind: 'invalid', title: 'The content is not what its name says' },
  'file-empty': { kind: 'invalid', title: 'The file is empty' },
  'file-truncated': { kind: 'malformed', title: 'The file did not arrive whole' },
  'file-store-unavailable': { kind: 'unavailable', title: 'Files cannot be stored now' },
  'nothing-to-see': { kind: 'forbidden', title: 'The caller’s roles show no facts' },
  'too-many-streams': { kind: 'limited', title: 'Too many event streams are open' },
  'webhook-not-found': { kind: 'not-found', title: 'Webhook not found' },
  'webhook-url-invalid': { kind: 'invalid', title: 'The address cannot be a target' },
  'too-many-webhooks': { kind: 'conflict', title: 'Too many webhooks are switched on' },
  'position-ahead': { kind: 'invalid', title: 'The log has no such position yet' },
});
