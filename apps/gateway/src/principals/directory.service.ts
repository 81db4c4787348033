import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config.js';
import { Neighbour } from './neighbour.service.js';

/** Directory, which owns people and their roles. */
@Injectable()
export class Directory extends Neighbour {
  constructor(config: GatewayConfig) {
    super(config, 'directory');
  }
}
