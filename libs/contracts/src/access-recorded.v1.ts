import { DocumentPart } from './parts.js';
import { Rows } from './rows.js';

/** One read that left a record: of personal data, an export, a list in bulk, or any by an auditor (CR-61, CR-62). */
export interface AccessRecordedLine {
  /** In the service that was read. */
  accessId: number;
  /** A person, or a system. */
  readerId: string;
  tokenId: string;
  kind: string;
  operation: string;
  /** What was asked for, as JSON: ids and codes, no text. */
  filter: string;
  purpose?: string | null;
  /** Null for bytes and streams. */
  rows?: number | null;
  /** Root ids of what the reader saw, after a semicolon awards; `*` is everything. */
  scope: string;
  readAt: string;
}

const accessRecordedShape = {
  accessId: 'integer',
  readerId: 'text',
  tokenId: 'text',
  kind: 'text',
  operation: 'text',
  filter: 'text',
  'purpose?': 'text',
  'rows?': 'integer',
  scope: 'text',
  readAt: 'instant',
} as const;

class AccessRecorded extends DocumentPart {
  @Rows(accessRecordedShape) lines!: AccessRecordedLine[];
}

export class DirectoryAccessRecordedV1 extends AccessRecorded {
  static readonly type = 'fact.directory.access-recorded.v1';
}
export class ProcurementAccessRecordedV1 extends AccessRecorded {
  static readonly type = 'fact.procurement.access-recorded.v1';
}
export class AssetsAccessRecordedV1 extends AccessRecorded {
  static readonly type = 'fact.assets.access-recorded.v1';
}
export class HandoverAccessRecordedV1 extends AccessRecorded {
  static readonly type = 'fact.handover.access-recorded.v1';
}
export class AuditAccessRecordedV1 extends AccessRecorded {
  static readonly type = 'fact.audit.access-recorded.v1';
}

/** Of every service that has something to read. */
export const accessRecordedTypes: readonly string[] = [
  DirectoryAccessRecordedV1.type,
  ProcurementAccessRecordedV1.type,
  AssetsAccessRecordedV1.type,
  HandoverAccessRecordedV1.type,
  AuditAccessRecordedV1.type,
];
