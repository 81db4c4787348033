import { OptionalDay } from '@dotation/service';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Length } from 'class-validator';

export class ResolvePlaces {
  @ApiProperty({
    type: [String],
    example: ['Goma, Nord-Kivu', 'Kamina (Katanga)', 'Katanga'],
    description: 'Up to 500',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  texts!: string[];

  @OptionalDay('2014-05-02', 'The day of the papers; without it names of every time count')
  on?: string;
}

export class CandidateDto {
  @ApiProperty({ format: 'uuid' }) placeId!: string;
  @ApiProperty() kind!: string;
  @ApiProperty() name!: string;
}

export class ResolutionDto {
  @ApiProperty({ description: 'From 1, in the order of the texts' }) row!: number;
  @ApiProperty() text!: string;
  @ApiProperty({ enum: ['RESOLVED', 'NEEDS_GEOCODING'] }) status!: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only when RESOLVED' }) placeId?: string;
  @ApiPropertyOptional({ enum: ['NAME', 'FORMER_NAME', 'ALIAS'] }) by?: string;
  @ApiPropertyOptional({ enum: ['UNKNOWN', 'AMBIGUOUS', 'DIVIDED', 'CONTRADICTION'] }) why?: string;
  @ApiPropertyOptional({ nullable: true, type: String, description: 'The old province the text names' })
  legacyProvince?: string | null;
  @ApiPropertyOptional({ type: [CandidateDto], description: 'What a person may choose from; never a guess' })
  candidates?: CandidateDto[];
}

export class ResolutionsDto {
  @ApiProperty({ type: [ResolutionDto] }) items!: ResolutionDto[];
}
