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

const places: { to: string; key: string; group?: string; shown: (roles: string[]) => boolean }[] = [
  { to: '/', key: 'day', shown: () => true },
  { to: '/dashboard', key: 'dashboard', shown: isBusiness },
  { to: '/requisitions', key: 'requisitions', group: 'buying', shown: isBuying },
  { to: '/order-proposals', key: 'proposals', group: 'buying', shown: isBuying },
  { to: '/orders', key: 'orders', group: 'buying', shown: isBuying },
  { to: '/receipts', key: 'receipts', group: 'buying', shown: isBuying },
  { to: '/invoices', key: 'invoices', group: 'buying', shown: isBuying },
  { to: '/authorization-matrices', key: 'matrices', group: 'buying', shown: isBuying },
  { to: '/devices', key: 'devices', group: 'goods', shown: isBusiness },
  { to: '/allocations', key: 'allocations', group: 'goods', shown: isBusiness },
  { to: '/waybills', key: 'waybills', group: 'goods', shown: isBusiness },
  { to: '/handovers', key: 'handovers', group: 'goods', shown: isBusiness },
  { to: '/exceptions', key: 'exceptions', group: 'goods', shown: isBusiness },
  { to: '/register', key: 'register', group: 'goods', shown: isBusiness },
  { to: '/units', key: 'units', group: 'goods', shown: () => true },
  { to: '/deeds', key: 'deeds', group: 'papers', shown: isBusiness },
  { to: '/command-handovers', key: 'commands', group: 'papers', shown: isBusiness },
  {
    to: '/legacy-lists',
    key: 'legacy',
    group: 'papers',
    shown: sees('DATA_STEWARD', 'EUM_OFFICER', 'INVESTIGATOR', 'DONOR', 'AUDITOR'),
  },
  { to: '/scanner', key: 'scanner', group: 'house', shown: () => true },
  { to: '/administration', key: 'administration', group: 'house', shown: () => true },
];

// What of the administration is worth showing to whom.
const everybody = () => true;
const administration: Record<string, (roles: string[]) => boolean> = {
  accounts: sees('SYS_ADMIN'),
  roles: sees('SYS_ADMIN', 'DATA_STEWARD', 'AUDITOR', 'INVESTIGATOR', 'APPROVER'),
  mandates: everybody,
  vetting: sees('VETTING_FP', 'BUDGET_HOLDER', 'APPROVER', 'FIELD_OFFICER', 'EUM_OFFICER', 'DONOR', 'AUDITOR'),
  waivers: everybody,
  rules: everybody,
  catalogue: isBusiness,
  makers: isBusiness,
  prohibited: isBusiness,
  tokens: everybody,
  webhooks: everybody,
  health: everybody,
};

export const administrationFor = (caller: Caller): string[] => {
  const roles = caller.roles.map(({ role }) => role);
  return Object.keys(administration).filter((key) => administration[key]!(roles));
};

/** Whoever holds one of these. */
function sees(...seen: string[]): (roles: string[]) => boolean {
  return (roles) => roles.some((role) => seen.includes(role));
}

function isBuying(roles: string[]): boolean {
  return roles.some((role) => buyers.includes(role));
}

function isBusiness(roles: string[]): boolean {
  return roles.some((role) => !technical.includes(role));
}

export const placesFor = (caller: Caller) => places.filter(({ shown }) => shown(caller.roles.map(({ role }) => role)));
