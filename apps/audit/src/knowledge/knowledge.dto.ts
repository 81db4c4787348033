import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsISO8601, IsOptional, Matches } from 'class-validator';

const offset = /(Z|[+-]\d\d:\d\d)$/;
/** A `+` that was not escaped in an address arrives as a space. */
const unescaped = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.replace(/ (?=\d\d:\d\d$)/, '+') : value;

/** When it was true, and when it was known here. The same two times give the same answer, byte for byte, for ever. */
export class KnowledgeQuery {
  @ApiPropertyOptional({ description: 'True at this time; without it, now', example: '2027-03-01T12:00:00Z' })
  @IsOptional()
  @Transform(unescaped)
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(offset, { message: 'asOf needs an offset, like Z or +02:00' })
  asOf?: string;

  @ApiPropertyOptional({ description: 'As known here at this time; without it, now', example: '2027-03-01T12:00:00Z' })
  @IsOptional()
  @Transform(unescaped)
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(offset, { message: 'knownAt needs an offset, like Z or +02:00' })
  knownAt?: string;
}

/** Printed on every answer. */
export class Known {
  @ApiProperty({ description: 'The last fact of the log this answer is made from' })
  position!: number;
  @ApiProperty({ description: 'What was true at this time …' })
  asOf!: string;
  @ApiProperty({ description: '… as known here at this time. Ask with both again and the answer is the same' })
  knownAt!: string;
}
