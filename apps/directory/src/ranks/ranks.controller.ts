import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ranks } from './rank.rules.js';
import { RanksDto } from './ranks.dto.js';

@ApiTags('directory: people')
@Controller('ranks')
export class RanksController {
  @Get()
  @ApiOperation({ summary: 'Grades of the national police, high to low; for choosing, never for refusing a spelling' })
  @ApiOkResponse({ type: RanksDto })
  listRanks(): RanksDto {
    return { items: [...ranks], next: null };
  }
}
