import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config.js';
import { Neighbour } from '../principals/neighbour.service.js';
import { readCertificate, unknownCertificate, type Certificate } from './certificate.rules.js';

/** The services that print documents: handover knows what was signed, procurement what was bought. */
@Injectable()
export class PaperOwners {
  readonly #owners: readonly Neighbour[];

  constructor(config: GatewayConfig) {
    this.#owners = [new Owner(config, 'handover'), new Owner(config, 'procurement')];
  }

  /** What cannot be a number or a hash of ours is asked of nobody; what one owner does not know is asked of the next. */
  async certificate(number: string, hash: unknown): Promise<Certificate> {
    if (!/^[A-Z0-9-]{1,40}$/.test(number) || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) {
      return unknownCertificate;
    }
    let certificate = unknownCertificate;
    for (const owner of this.#owners) {
      const { body } = await owner.get(`/internal/certificates/${number}?hash=${hash}`);
      certificate = readCertificate(number, body);
      if (certificate.verdict !== 'UNKNOWN') break;
    }
    return certificate;
  }
}

class Owner extends Neighbour {}
