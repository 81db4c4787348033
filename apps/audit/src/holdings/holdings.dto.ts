import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { PageQuery } from '@dotation/service';
import { CustodianDto, DeviceDto, DimensionsDto, PaperDto } from '../devices/devices.dto.js';
import { Known, KnowledgeQuery } from '../knowledge/knowledge.dto.js';

export class HoldingsQuery extends IntersectionType(PageQuery, KnowledgeQuery) {}

export class HoldingDto extends DimensionsDto {
  @ApiProperty() device!: DeviceDto;
  @ApiProperty() since!: string;
  @ApiProperty() custodian!: CustodianDto;
  @ApiProperty({ type: PaperDto }) document!: PaperDto;
}

export class UnitDto {
  @ApiProperty() id!: string;
  @ApiProperty({ nullable: true, type: String }) code!: string | null;
  @ApiProperty({ nullable: true, type: String }) name!: string | null;
}

/** Q22: what a unit held at a time, as known at a time. */
export class HoldingsDto extends Known {
  @ApiProperty() unit!: UnitDto;
  @ApiProperty({ nullable: true, type: Number, description: 'All devices held; said on the first page only' })
  total!: number | null;
  @ApiProperty({ type: [HoldingDto], description: 'In the order of their ids' }) items!: HoldingDto[];
  @ApiProperty({ nullable: true, type: String, description: 'Goes back as `after`; the pages are of one state' })
  next!: string | null;
}
