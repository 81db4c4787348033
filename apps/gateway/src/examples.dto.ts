import type { Examples } from '@dotation/service';

const examples = {
  /** The store-keeper of the demo data. */
  personId: '019b76da-a800-7f31-ae7a-0cdcdc502c33',
  /** A driver of the demo data, who never signs in. */
  driverId: '019b76da-a800-7d9e-97fe-c6a150cc43e4',
} as const;
/** A token of the demo data that nobody uses; its id changes every month, and the page shows the real one. */
const unusedToken = '01970000-0000-7000-8000-00000000d0b1';

const phones = {
  phone: '019b76da-a800-7ac9-b88c-6b7bf37c6d5d',
  lostPhone: '019b76da-a800-72bf-8b2b-fc841a45bcd0',
} as const;
/** Of the phones of the demo data; nobody has the private half any more, only what it signed. */
const publicKey = {
  ...{ kty: 'EC', crv: 'P-256', x: 'Xy-LCTaV1lOfNs1EMquPglsH5Oim3yj5x8nuHUGQgng' },
  y: 'sb67RNNNRCA9bxQT_28G_g26C45WbWiX3HUebNzxXX4',
};
const signedAt = '2026-01-05T08:30:00.000Z';
const unsent = '019b8d47-0340-7240-a37c-80c721e32e11';
const signatures = {
  contact: '5OQMb6K3oJsnIuHOY7PQjR34BKcp835r7Q9hBXkTd_RCfV6c54e-E7RedTXVEIsmzydeFInjmoNtKzZ8vwymsA',
  session: 'VTIVJN2HRODg5N2_H8AwqMTQTsDEHDqym1phQVQMb55H2Gpwgct0YLjoNO7cHbk5H5ccJgLCuwfTV0_ZA_FmTA',
  quarantine: '-iMNLo0eMt4D-Dn1c4ZdDYodmnw8P5QxjEy3pnnd-or4xWIir8tb5YIWEFIMqFK4DmHly7rz7KLrCm5e8RB6IQ',
  wiping: '0DkTjQzhp1oOj3ySeuSOXQCgEDNfEejyhpzi7jLD9EKBx4pN6P2x-gxLhasrV7aNiFc_RWwuulCQ1R8JSbM_IQ',
} as const;
const exampleBatch = JSON.stringify([
  { id: unsent, method: 'POST', path: '/api/handover/handovers', body: { kind: 'FIRST' }, madeAt: signedAt },
]);

/** A session has an id of its own; yours are listed under /api/gateway/sessions. */
const someSession = '01970000-0000-7000-8000-00000000d0b2';

/** Whoever installs the product makes up an id of his own. */
const newPerson = '01970000-0000-7000-8000-000000000001';

/** The beginning of a month, so that the same example is shown for a while; far enough ahead to work when pasted. */
const now = new Date();
const expiresAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 4, 1)).toISOString();
const inAMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1)).toISOString();

/** What the API page shows for each operation. */
export const operations: Examples = {
  makeFirstAdministrator: { body: { personId: newPerson, displayName: 'Aline Exemple', login: 'aline.exemple' } },
  issueToken: {
    body: { personId: examples.personId, label: 'Scanner, central store', scopes: ['read', 'write'], expiresAt },
  },
  endSession: { parameters: { id: someSession } },
  registerPhone: { body: { label: 'Tecno, téléphone du commandant', publicKey } },
  bindSession: { parameters: { id: phones.phone }, body: { signature: signatures.session } },
  reportOwnLoss: { parameters: { id: phones.phone }, body: {} },
  reportLoss: { parameters: { id: phones.phone }, body: {} },
  contactPhone: { parameters: { id: phones.phone }, body: { sentAt: signedAt, signature: signatures.contact } },
  quarantineBatch: {
    parameters: { id: phones.lostPhone },
    body: { batch: exampleBatch, signature: signatures.quarantine },
  },
  wipedPhone: { parameters: { id: phones.lostPhone }, body: { wipedAt: signedAt, signature: signatures.wiping } },
  reviewQuarantined: {
    parameters: { phoneId: phones.lostPhone, id: unsent },
    body: { outcome: 'RELEASED', reason: 'Le chef d’escadron confirme l’avoir signé avant la perte' },
  },
  noteSending: { parameters: { id: unsent } },
  linkSubject: { body: { personId: examples.driverId, issuer: 'https://login.example.org', subject: 'u-77' } },
  endSubjectLink: { parameters: { id: someSession } },
  endPersonsSession: { parameters: { id: someSession } },
  endPersonsSessions: { parameters: { personId: examples.driverId } },
  issueOwnToken: { body: { label: 'Monthly report', scopes: ['read'], expiresAt: inAMonth } },
  revokeOwnToken: { parameters: { id: unusedToken } },
  rotateToken: { parameters: { id: unusedToken }, body: { overlapHours: 24 } },
  revokeToken: { parameters: { id: unusedToken } },
};
