import type { ServiceName } from '../../tools/stack/services.ts';

/**
 * Every moment named in the code (`faultPoint`), and the services that pass it: around the commit of a command, between
 * numbering, publishing and knowing it in the relay, around effect and position in a reader, and between sending to a webhook
 * and marking it sent.
 */
export const moments: { name: string; services: ServiceName[] }[] = [
  { name: 'before-commit', services: ['procurement', 'handover', 'assets'] },
  { name: 'after-commit', services: ['handover', 'procurement', 'assets'] },
  { name: 'after-numbering', services: ['assets', 'procurement', 'handover'] },
  { name: 'before-publish', services: ['procurement', 'assets', 'handover'] },
  { name: 'after-publish', services: ['handover', 'assets', 'procurement'] },
  { name: 'before-effect', services: ['assets', 'audit', 'handover'] },
  { name: 'before-position-commit', services: ['audit', 'assets', 'procurement'] },
  { name: 'after-position-commit', services: ['assets', 'audit', 'handover'] },
  { name: 'webhook-after-send', services: ['audit'] },
];
