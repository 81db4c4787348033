import { MAX_BODY_BYTES } from '@dotation/messaging';
import { procurementError } from '../errors.js';

/** A fact about one document is one fact; the envelope around it takes less than 1,000 bytes. */
export function fitting<F extends object>(fact: F): F {
  if (Buffer.byteLength(JSON.stringify(fact)) > MAX_BODY_BYTES - 1_000)
    throw procurementError('order-too-large', 'Record it as two, or with fewer funding shares.');
  return fact;
}
