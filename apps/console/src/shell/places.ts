import type { Caller } from '../api/session.js';

// Who sees which place of the desk. Only what is worth showing: each service decides again what it answers.
const buyers = [
  'PROCUREMENT',
  'STOREKEEPER',
  'RECEPTION_COMMITTEE',
  'FINANCE',
  'REQUESTER',
  'BUDGET_HOLDER',
  'APPROVER',
  'DISPATCHER',
  'EUM_OFFICER',
  'INVESTIGATOR',
  'REVIEW_BOARD',
  'DONOR',
  'AUDITOR',
  'DATA_STEWARD',
];
const technical = ['SYS_ADMIN'];

const places: { to: string; key: string; shown: (roles: string[]) => boolean }[] = [
  { to: '/', key: 'day', shown: () => true },
  { to: '/orders', key: 'orders', shown: (roles) => roles.some((role) => buyers.includes(role)) },
  { to: '/receipts', key: 'receipts', shown: (roles) => roles.some((role) => buyers.includes(role)) },
  { to: '/devices', key: 'devices', shown: isBusiness },
  { to: '/allocations', key: 'allocations', shown: isBusiness },
  { to: '/waybills', key: 'waybills', shown: isBusiness },
  { to: '/handovers', key: 'handovers', shown: isBusiness },
  { to: '/exceptions', key: 'exceptions', shown: isBusiness },
  { to: '/register', key: 'register', shown: isBusiness },
  { to: '/units', key: 'units', shown: () => true },
];

function isBusiness(roles: string[]): boolean {
  return roles.some((role) => !technical.includes(role));
}

export const placesFor = (caller: Caller) => places.filter(({ shown }) => shown(caller.roles.map(({ role }) => role)));
