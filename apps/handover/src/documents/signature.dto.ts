import { OptionalClaimedTime } from '@dotation/service';
import type { Signature } from '@dotation/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { examples } from '../examples.dto.js';
import { Id, OptionalHash, OptionalText, Text } from './fields.dto.js';

/** A signature: the person and the capacity, not the account that records it (AM-1). */
export class SignatureInput {
  @Id(examples.headId) personId!: string;
  @Text('HEAD', 60, 'HEAD, DELEGATE, ACTING_HEAD, SUPERIOR, OFFICER, DRIVER, STOREKEEPER, WITNESS …') capacity!: string;
  @OptionalText(100) rank?: string | null;
  @OptionalText(200) function?: string | null;
  @OptionalClaimedTime('By the signer’s clock, as the document says; the time of the document when absent') signedAt?:
    string | null;
  @OptionalHash('SHA-256 of the drawn or photographed signature, kept by PUT /api/audit/files/{sha256}')
  imageSha256?: string | null;
}

/** Who could not sign, and who saw it (CR-20). */
export class AbsentInput {
  @Text('Chauffeur reparti sans signer', 500) reason!: string;
  @Id(examples.officerId) witnessId!: string;
}

export class SignatureDto {
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() capacity!: string;
  @ApiPropertyOptional({ nullable: true, type: String }) rank?: string | null;
  @ApiPropertyOptional({ nullable: true, type: String }) function?: string | null;
  @ApiProperty({ format: 'date-time' }) signedAt!: string;
  @ApiPropertyOptional({ nullable: true, type: String }) imageSha256?: string | null;
}

export function signatureOf(input: SignatureInput, at: Date): Signature {
  const { personId, capacity, rank, function: role, signedAt, imageSha256 } = input;
  return {
    personId,
    capacity,
    ...(rank ? { rank } : {}),
    ...(role ? { function: role } : {}),
    signedAt: (signedAt ? new Date(signedAt) : at).toISOString(),
    ...(imageSha256 ? { imageSha256 } : {}),
  };
}
