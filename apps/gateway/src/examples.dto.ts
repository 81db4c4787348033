import type { Examples } from '@dotation/service';

const examples = {
  /** The store-keeper of the demo data. */
  personId: '019b76da-a800-7f31-ae7a-0cdcdc502c33',
  /** A driver of the demo data, who never signs in. */
  driverId: '019b76da-a800-7d9e-97fe-c6a150cc43e4',
} as const;
/** A token of the demo data that nobody uses; its id changes every month, and the page shows the real one. */
const unusedToken = '01970000-0000-7000-8000-00000000d0b1';

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
  linkSubject: { body: { personId: examples.driverId, issuer: 'https://login.example.org', subject: 'u-77' } },
  endSubjectLink: { parameters: { id: someSession } },
  endPersonsSession: { parameters: { id: someSession } },
  endPersonsSessions: { parameters: { personId: examples.driverId } },
  issueOwnToken: { body: { label: 'Monthly report', scopes: ['read'], expiresAt: inAMonth } },
  revokeOwnToken: { parameters: { id: unusedToken } },
  rotateToken: { parameters: { id: unusedToken }, body: { overlapHours: 24 } },
  revokeToken: { parameters: { id: unusedToken } },
};
