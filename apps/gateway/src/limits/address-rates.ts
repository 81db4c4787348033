import { gatewayError } from '../errors.js';
import { fullBucket, takeOne, type Bucket } from './rate.rules.js';

const mostAddresses = 10_000;

/** How often strangers may come, by the address they come from. */
export class AddressRates {
  readonly #rates = new Map<string, Bucket>();

  constructor(private readonly perSecond: number) {}

  take(address: string, now: number): void {
    if (this.#rates.size >= mostAddresses) this.#rates.clear();
    const bucket = this.#rates.get(address) ?? fullBucket(this.perSecond, now);
    this.#rates.set(address, bucket);
    if (!takeOne(bucket, this.perSecond, now)) throw gatewayError('too-many-requests', 'Slow down.');
  }
}
