import { DocumentPart } from '../parts.js';
import { Rows } from '../rows.js';

export interface RegistrationRefusedLine {
  lineId: string;
  deviceId: string;
  code: string;
  detail: string;
  /** The device that already carries the identifier (CR-08: it is shown). */
  existingDeviceId?: string | null;
}

/** Devices of a receipt that did not enter the register; their ids are never used again. `documentId` is the receipt. */
export class DeviceRegistrationRefusedV1 extends DocumentPart {
  static readonly type = 'fact.assets.device-registration-refused.v1';
  @Rows({ lineId: 'uuid', deviceId: 'uuid', code: 'text', detail: 'text', 'existingDeviceId?': 'uuid' })
  lines!: RegistrationRefusedLine[];
}
