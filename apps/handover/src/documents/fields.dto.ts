import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';

/** Facts hold ids in small letters; callers may write them as they like. */
const inSmallLetters = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;
const allInSmallLetters = ({ value }: { value: unknown }): unknown =>
  Array.isArray(value) ? value.map((each: unknown) => inSmallLetters({ value: each })) : value;

export function Id(example: string, description?: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, format: 'uuid', example, description }),
    Transform(inSmallLetters),
    IsUUID(),
  );
}

export function OptionalId(description?: string, example?: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, format: 'uuid', description, example }),
    IsOptional(),
    Transform(inSmallLetters),
    IsUUID(),
  );
}

export function Ids(example: string[], description?: string, max = 5000): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: [String], example, description }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(max),
    Transform(allInSmallLetters),
    IsUUID(undefined, { each: true }),
  );
}

export function OptionalIds(description?: string, example?: string[], max = 5000): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: [String], description, example }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(max),
    Transform(allInSmallLetters),
    IsUUID(undefined, { each: true }),
  );
}

export function Text(example: string, max: number, description?: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, example, maxLength: max, description }),
    IsString(),
    Length(1, max),
    Matches(/^[^\0]*$/),
    Matches(/\S/, { message: 'must not be blank' }),
  );
}

export function OptionalText(max: number, description?: string, example?: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, maxLength: max, description, example }),
    IsOptional(),
    IsString(),
    Length(1, max),
    Matches(/^[^\0]*$/),
    Matches(/\S/, { message: 'must not be blank' }),
  );
}

export function OptionalHash(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, description, pattern: '^[0-9a-f]{64}$' }),
    IsOptional(),
    Transform(inSmallLetters),
    Matches(/^[0-9a-f]{64}$/, { message: 'must be a SHA-256 in hexadecimal' }),
  );
}

/** Rows that a row checker of this service looks at, not class-validator: thousands of them must not block the process. */
export function CheckedRows(max: number, min = 1): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    // Rows stay plain objects; `@Type` would make class-validator visit them.
    Transform(({ value }: { value: unknown }): unknown => value),
  );
}
