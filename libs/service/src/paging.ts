import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { serviceError } from './errors.js';

/** Query parameters of a keyset list. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 50, description: 'Rows per page' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number = 50;

  @ApiPropertyOptional({ description: 'The `next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  after?: string;
}

/** Query parameters of a list of documents, whose ids grow with time: found by number, oldest first or newest first. */
export class DocumentsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['OLDEST_FIRST', 'NEWEST_FIRST'], default: 'OLDEST_FIRST' })
  @IsOptional()
  @IsIn(['OLDEST_FIRST', 'NEWEST_FIRST'])
  order?: 'OLDEST_FIRST' | 'NEWEST_FIRST';

  @ApiPropertyOptional({ description: 'Only the document with this number, as it is printed on it' })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  number?: string;
}

/** How SQL goes on after the id of the page before: what follows it, and in which direction. */
export const sqlOrder = ({ order }: DocumentsQuery): { follows: '<' | '>'; direction: 'ASC' | 'DESC' } =>
  order === 'NEWEST_FIRST' ? { follows: '<', direction: 'DESC' } : { follows: '>', direction: 'ASC' };

/** One page; `next` goes back as `after`, null on the last page. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export type KeyPart = string | number | null;
type KeyShape = readonly ('text' | 'number' | 'uuid' | 'time')[];
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Packs the sort key of the last row of a page into an opaque cursor. */
export function encodeCursor(key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Unpacks a cursor that must have this shape, or refuses it (422 `bad-cursor`). */
export function decodeCursor(after: string | undefined, shape: KeyShape): KeyPart[] | undefined {
  if (after === undefined) return undefined;
  const key = parse(after);
  if (!Array.isArray(key) || key.length !== shape.length || !shape.every((kind, i) => fits(key[i], kind))) {
    const detail = 'Use the `next` of the page before, unchanged.';
    throw serviceError('bad-cursor', detail, [{ row: 0, field: 'after', code: 'bad-cursor', detail }]);
  }
  return key as KeyPart[];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function fits(part: unknown, kind: KeyShape[number]): boolean {
  if (part === null) return true;
  if (kind === 'number') return typeof part === 'number' && Number.isFinite(part);
  if (typeof part !== 'string' || part.includes('\0')) return false;
  if (kind === 'uuid') return uuid.test(part);
  if (kind === 'time') return !Number.isNaN(Date.parse(part));
  return true;
}

/** Cuts a page from rows that were selected with `limit + 1`: the surplus row says that there is a next page. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => readonly KeyPart[],
  show: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
