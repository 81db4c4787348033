import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function IsInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'instant',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value)),
      defaultMessage: () => 'must be an ISO 8601 time with offset, like 2027-03-01T09:30:00+02:00',
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

/** A calendar day without a time, as printed on an order or a report. */
function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'day',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\d$/.test(value) &&
        !Number.isNaN(Date.parse(value)) &&
        new Date(value).toISOString().startsWith(value),
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
