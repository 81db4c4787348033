import { ApiProperty } from '@nestjs/swagger';

export class RankDto {
  @ApiProperty({ example: 'CP' }) code!: string;
  @ApiProperty({ example: 'Commissaire principal' }) nameFr!: string;
  @ApiProperty({ enum: ['A1', 'A2', 'A3', 'B', 'C', 'D'] }) category!: string;
}

export class RanksDto {
  @ApiProperty({ type: [RankDto] }) items!: RankDto[];
  @ApiProperty({ nullable: true, type: String, description: 'Always null: they are few' }) next!: string | null;
}
