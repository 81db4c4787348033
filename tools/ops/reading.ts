// What `npm run ops` sees of an installation at one moment, as plain data for the rules.
import type { DeadLetter, MessagingStatusReport } from '@dotation/messaging';
import type { ServiceName } from '../stack/services.ts';

export interface ServiceReading {
  service: ServiceName;
  /** /livez and /readyz of the process; `unknown` when nobody knows where it listens. */
  process: { state: 'ready' | 'not ready' | 'down' | 'unknown'; detail: string };
  /** Null when it can be reached, else why not. */
  database: string | null;
  messaging?: MessagingStatusReport;
  deadLetters?: DeadLetter[];
  projection?: ProjectionReading;
  missingFiles?: { files: number; documents: number; since: Date | null };
  reserving?: { id: string; number: string; since: Date }[];
  unsettled?: UnsettledDocument[];
}

export interface ProjectionReading {
  position: number;
  logPosition: number;
  /** When the first fact that is not projected was appended. */
  waitingSince: Date | null;
  stopped: { reason: string; factId: string | null; at: Date } | null;
}

export interface UnsettledDocument {
  kind: string;
  id: string;
  number: string | null;
  waiting: number;
  since: Date;
}

export interface Reading {
  at: Date;
  /** Null when it answers, else why not. */
  broker: string | null;
  services: ServiceReading[];
}
