/** What the server answers to /api/handover/field-snapshot, as far as the app uses it. */
export interface Line {
  lineId: string;
  tag: string;
  maker: string;
  model: string;
  kitTag: string | null;
  serialHash: string | null;
  countable: boolean;
}
export interface Consignment {
  waybillId: string;
  number: string;
  orgUnitId: string;
  placeId: string;
  departedAt: string | null;
  officerPersonId: string;
  answered: number;
  expected: number;
  salt: string;
  lines: Line[];
}
export interface Unit {
  id: string;
  name: string;
  placeId: string | null;
  headPersonId: string | null;
}
export interface Mandate {
  id: string;
  orgUnitId: string;
  fromPersonId: string;
  toPersonId: string;
  validFrom: string;
  validTo: string;
  waybillIds: string[] | null;
  revokedFrom: string | null;
}
export interface Snapshot {
  schemaVersion: number;
  personId: string;
  roles: string[];
  rules: { blindSerials: number; clockToleranceMinutes: number; countersignDays: number };
  units: Unit[];
  consignments: Consignment[];
}
/** The snapshot with what makes it readable: names, and who may sign for whom. */
export interface Held {
  snapshot: Snapshot;
  etag: string;
  names: Record<string, string>;
  ranks: Record<string, string>;
  mandates: Mandate[];
  at: string;
}
