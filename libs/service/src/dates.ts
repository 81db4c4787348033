import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';

const instant = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** ISO 8601 with offset, on a day that the calendar has: JavaScript alone reads the 30th of February as the 2nd of March. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return false;
  const day = instant.exec(value)?.[1];
  return day !== undefined && isDay(day);
}

function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const earliest = Date.parse('2000-01-01T00:00:00Z');
const furthestAhead = 366 * 24 * 3_600_000;

/** When something is said to have happened. A wrong clock is told and not refused, a slip of the keyboard is refused. */
export function isClaimedTime(value: unknown, now: Date): value is string {
  if (!isInstant(value)) return false;
  const time = Date.parse(value);
  return time >= earliest && time <= now.getTime() + furthestAhead;
}

function IsInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'instant',
    validator: {
      validate: isInstant,
      defaultMessage: () => 'must be an ISO 8601 time with offset, like 2027-03-01T09:30:00+02:00',
    },
  });
}

function IsClaimedTime(): PropertyDecorator {
  return ValidateBy({
    name: 'instant',
    validator: {
      validate: (value: unknown) => isClaimedTime(value, new Date()),
      defaultMessage: () =>
        'must be an ISO 8601 time with offset, like 2027-03-01T09:30:00+02:00, from 2000 on and at most a year ahead',
    },
  });
}

/** A moment: ISO 8601 with offset, so that nobody guesses a time zone. */
export function Instant(example: string, description?: string): PropertyDecorator {
  return applyDecorators(ApiProperty({ type: String, format: 'date-time', example, description }), IsInstant());
}

export function OptionalInstant(description?: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, format: 'date-time', description }),
    IsOptional(),
    IsInstant(),
  );
}

/** When something happened, as somebody says: from 2000 on, and at most a year ahead of the server's clock. */
export function OptionalClaimedTime(description?: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, format: 'date-time', description }),
    IsOptional(),
    IsClaimedTime(),
  );
}

/** A calendar day without a time, as printed on an order or a report. */
function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'day',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value),
      defaultMessage: () => 'must be a day like 2027-03-01',
    },
  });
}

export function Day(example: string, description?: string): PropertyDecorator {
  return applyDecorators(ApiProperty({ type: String, format: 'date', example, description }), IsDay());
}

export function OptionalDay(example: string, description?: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, format: 'date', example, description }),
    IsOptional(),
    IsDay(),
  );
}
