import { ApiProperty } from '@nestjs/swagger';
import { DeviceRowDto } from '../devices/devices.dto.js';

export class CompletenessDto {
  @ApiProperty({ description: 'The most components that are with one custodian at one place' }) together!: number;
  @ApiProperty() of!: number;
  @ApiProperty() complete!: boolean;
}

export class KitDto {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'KIT-1' }) label!: string;
  @ApiProperty({ format: 'uuid' }) receiptId!: string;
  @ApiProperty({ type: CompletenessDto }) completeness!: CompletenessDto;
  @ApiProperty({ type: [DeviceRowDto] }) components!: DeviceRowDto[];
}
