import { LEGACY_ELEMENTS, type LegacyElement } from '@dotation/contracts';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';

/** Why an element is blank where the rows of an old list do not say it: one field for each element that may be. */
export class Reasons implements Partial<Record<LegacyElement, string>> {
  DESCRIPTION?: string;
  IDENTIFICATION?: string;
  FUNDING_SOURCE?: string;
  ACQUISITION_DATE?: string;
  COST?: string;
  LOCATION?: string;
  USE?: string;
  CONDITION?: string;
}
for (const element of LEGACY_ELEMENTS) {
  const example = 'La liste de 2014 ne le dit pas';
  for (const decorate of [
    ApiPropertyOptional({ type: String, example }),
    IsOptional(),
    IsString(),
    Length(1, 300),
    Matches(/\S/),
  ])
    decorate(Reasons.prototype, element);
}
