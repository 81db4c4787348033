import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config.js';
import { Neighbour } from '../principals/neighbour.service.js';
import { readCertificate, unknownCertificate, type Certificate } from './certificate.rules.js';

/** Handover, which knows what was signed. */
@Injectable()
export class Handovers extends Neighbour {
  constructor(config: GatewayConfig) {
    super(config, 'handover');
  }

  /** What cannot be a number or a hash of ours is asked of nobody. */
  async certificate(number: string, hash: unknown): Promise<Certificate> {
    if (!/^[A-Z0-9-]{1,40}$/.test(number) || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) {
      return unknownCertificate;
    }
    const { body } = await this.get(`/internal/certificates/${number}?hash=${hash}`);
    return readCertificate(number, body);
  }
}
