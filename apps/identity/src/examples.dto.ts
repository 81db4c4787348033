import type { Examples } from '@dotation/service';

const examples = {
  /** Drivers of the demo data: the first signs papers and has no account yet, the second has one that nobody needs. */
  driverId: '019b76da-a800-7491-9ffb-68a40c456fb4',
  otherDriverId: '019b76da-a800-7d9e-97fe-c6a150cc43e4',
} as const;
const otherDriver = { parameters: { personId: examples.otherDriverId } };

/** What the API page shows for each operation. */
export const operations: Examples = {
  createAccount: { body: { personId: examples.driverId, login: 'pascal.mukeba' } },
  resetAccount: { ...otherDriver, body: { removeSecondFactors: true } },
  disableAccount: otherDriver,
  enableAccount: otherDriver,
};
