// What the API answers, as far as the journeys read it.

export interface Progress {
  lines: number;
  applied: number;
  refused: number;
  conflicted: number;
  settled: boolean;
}

export interface Document {
  id: string;
  number: string;
  status: string;
  progress?: Progress;
}

export interface ReadingRow {
  row: number;
  problems: { field: string; column?: string; code: string; detail: string }[];
  warnings: { field?: string; code: string; detail: string }[];
}

export interface Device {
  deviceId: string;
  deviceSeq: number;
  tag: string | null;
  serial: string | null;
  maker: string;
  model: string;
  lifecycle: string;
  title: string;
  condition: string;
  custody: CustodyInterval;
}

export interface CustodyInterval {
  partyKind: string;
  partyId: string;
  personId: string | null;
  placeId: string;
  enRoute: boolean;
  hold: string;
  from: string;
  to?: string | null;
  documentId: string;
}

export interface Problem {
  documentId: string;
  deviceId: string | null;
  code: string;
  detail: string;
}
