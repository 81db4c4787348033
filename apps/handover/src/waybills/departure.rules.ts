import type { AbsentSigner, Signature } from '@dotation/contracts';

/** As they are kept on the waybill. */
export interface DepartureSignatures {
  driver: Signature;
  previousDriver?: Signature;
  previousDriverAbsent?: AbsentSigner;
}

export interface Departed {
  releasedBy: string;
  departedAt: Date;
  signatures: DepartureSignatures;
}

/** As facts tell them: custody is with the carrier on these signatures, until somebody signs the arrival. */
export function told({ driver, previousDriver, previousDriverAbsent }: DepartureSignatures): {
  driverSignature: Signature;
  previousDriverSignature: Signature | null;
  previousDriverAbsent: AbsentSigner | null;
} {
  return {
    driverSignature: driver,
    previousDriverSignature: previousDriver ?? null,
    previousDriverAbsent: previousDriverAbsent
      ? { reason: previousDriverAbsent.reason, witnessId: previousDriverAbsent.witnessId }
      : null,
  };
}
