import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

export class DecidePlate {
  @ApiProperty({ description: 'SHA-256 of the photo that was looked at, kept as a file', pattern: '^[0-9a-f]{64}$' })
  @Matches(/^[0-9a-f]{64}$/)
  photoSha256!: string;

  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  @Matches(/^[^\0]*$/)
  @Matches(/\S/, { message: 'reason must not be blank' })
  reason!: string;
}

export class PlateDecisionDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'DP-2026-000001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) deviceId!: string;
  @ApiProperty() photoSha256!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid' }) decidedBy!: string;
  @ApiProperty({ format: 'date-time' }) decidedAt!: string;
  @ApiProperty({
    format: 'uuid',
    nullable: true,
    type: String,
    description: 'By which one person decided alone (AM-3)',
  })
  waiverId!: string | null;
  @ApiProperty({ type: [String], description: 'What the device still waits for before it leaves A01 (CR-12)' })
  waitingFor!: string[];
}
