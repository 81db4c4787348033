import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@dotation/service';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';

export class SubscribeWebhook {
  @ApiProperty({ example: 'https://erp.example.org/hooks/dotation', description: 'https, on the open internet' })
  @IsString()
  @Length(1, 2_000)
  url!: string;

  @ApiProperty({ minLength: 1, maxLength: 200 })
  @Length(1, 200)
  description!: string;

  @ApiPropertyOptional({ type: [String], description: 'Only facts of these types; all in scope when absent' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @Matches(/^fact\.[a-z]+\.[a-z0-9-]+\.v\d+$/, { each: true })
  types?: string[];

  @ApiPropertyOptional({ type: Number, minimum: 0, description: 'Facts after this position; from now on when absent' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;
}

export class RotateSecret {
  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    maximum: 168,
    default: 24,
    description: 'How long both secrets sign',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(168)
  overlapHours?: number;
}

export class ReplayFrom {
  @ApiProperty({ minimum: 0, description: 'Facts after this position are sent again, with the same ids' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after!: number;
}

export class WebhookDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'Facts in the scope of this person or system, as it is now' })
  ownerId!: string;
  @ApiProperty() url!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ type: [String], nullable: true }) types!: string[] | null;
  @ApiProperty() active!: boolean;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) disabledAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) disabledReason!: string | null;
  @ApiProperty({ description: 'Everything up to here was taken, or was not for it' }) position!: number;
  @ApiProperty({ description: 'Attempts since it last worked' }) failures!: number;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) failingSince!: string | null;
  @ApiProperty({ format: 'date-time' }) nextAttemptAt!: string;
  @ApiProperty({ description: '1 is the first; each rotation makes the next' }) secretGeneration!: number;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'Until then two secrets sign' })
  previousSecretUntil!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class WebhookWithSecretDto extends WebhookDto {
  @ApiProperty({
    nullable: true,
    type: String,
    example: 'whsec_…',
    description: 'Keep it: it is shown only here. A repeat of the request shows it again while no other was made.',
  })
  secret!: string | null;
}

export class WebhookPage {
  @ApiProperty({ type: [WebhookDto] }) items!: WebhookDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}

export class WebhooksQuery extends PageQuery {}

export class DeliveryDto {
  @ApiProperty() position!: number;
  @ApiProperty({ format: 'uuid', description: 'The webhook-id it was sent with' }) factId!: string;
  @ApiProperty({ description: '1 is the first' }) attempt!: number;
  @ApiProperty({ format: 'date-time' }) sentAt!: string;
  @ApiProperty() durationMs!: number;
  @ApiProperty() taken!: boolean;
  @ApiProperty({ nullable: true, type: Number }) responseCode!: number | null;
  @ApiProperty({ nullable: true, type: String, description: 'At most 1 kB' }) responseStart!: string | null;
  @ApiProperty({ nullable: true, type: String }) error!: string | null;
}

export class DeliveryPage {
  @ApiProperty({ type: [DeliveryDto] }) items!: DeliveryDto[];
  @ApiProperty({ nullable: true, type: String }) next!: string | null;
}
