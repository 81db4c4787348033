import { SetMetadata } from '@nestjs/common';

export type AccessKind = 'EXPORT' | 'PERSONAL_DATA' | 'LIST' | 'AUDITOR_READ';

/** One read that leaves a trace: who, when, what, what for, how much, and how far that reader sees. */
export interface AccessRecord {
  readerId: string;
  tokenId: string;
  kind: AccessKind;
  /** `GET /people/:id` */
  operation: string;
  /** What was asked for, as JSON; free text left out. */
  filter: string;
  purpose: string | null;
  /** Null for bytes and streams. */
  rows: number | null;
  scope: string;
  readAt: Date;
}

/** A list is in bulk from this many rows on, asked for or given. */
export const bulk = 200;

/** Whose every read is recorded (CR-61). */
const watched: readonly string[] = ['AUDITOR', 'INVESTIGATOR'];

type Values = Readonly<Record<string, unknown>>;

export interface Mark {
  kind: 'EXPORT' | 'PERSONAL_DATA';
  /** Only reads with such a query; all when absent. */
  when?: (query: Values) => boolean;
}

export const recordedRoute = 'dotation:recorded';

/** Reads by this route leave an access record; without one they are refused. */
export function Recorded(kind: Mark['kind'], when?: Mark['when']): MethodDecorator {
  return SetMetadata<string, Mark>(recordedRoute, { kind, ...(when && { when }) });
}

export interface Read {
  mark: Mark | undefined;
  isWrite: boolean;
  query: Values;
  roles: readonly { role: string }[];
  rows: number | null;
}

/** Why a read leaves a record; undefined when it leaves none. */
export function accessKindOf({ mark, isWrite, query, roles, rows }: Read): AccessKind | undefined {
  if (mark && (mark.when?.(query) ?? true)) return mark.kind;
  if (isWrite) return undefined;
  if (roles.some(({ role }) => watched.includes(role))) return 'AUDITOR_READ';
  return Math.max(Number(query['limit'] ?? 0), rows ?? 0) >= bulk ? 'LIST' : undefined;
}

/** How many rows an answer has: its items, or one. */
export function rowsOf(answer: unknown): number | null {
  if (Array.isArray(answer)) return answer.length;
  if (typeof answer !== 'object' || answer === null || 'getStream' in answer) return null;
  const { items } = answer as { items?: unknown };
  return Array.isArray(items) ? items.length : 1;
}

/** Texts somebody typed may hold a name, and a record is kept for ever; a cursor may hold what a page was sorted by. */
const unread: readonly string[] = ['q', 'name', 'search', 'text', 'phone', 'matricule', 'after'];

export function filterOf(parameters: Values, query: Values): string {
  const { purpose: _, ...asked } = { ...query, ...parameters };
  const names = Object.keys(asked).sort();
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, unread.includes(name) ? '…' : asked[name]])));
}
