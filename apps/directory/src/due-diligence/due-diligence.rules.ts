import { directoryError } from '../errors.js';

export const RISK_LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** Domain §3.5. */
export const DECISIONS = ['PROCEED', 'PROCEED_WITH_MITIGATION', 'WITHHOLD', 'WITHDRAW'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface DueDiligence {
  id: string;
  orgUnitId: string;
  /** Null: for every award. */
  awardId: string | null;
  riskLevel: RiskLevel;
  decision: Decision;
  mitigation: string[];
  decidedAt: Date;
  reviewAt: Date | null;
  recordedAt: Date;
}

export function checkDueDiligence({ decision, mitigation, decidedAt, reviewAt }: Omit<DueDiligence, 'id'>): void {
  if (decision === 'PROCEED_WITH_MITIGATION' && mitigation.length === 0) throw directoryError('mitigation-missing');
  if (reviewAt !== null && reviewAt <= decidedAt)
    throw directoryError('period-empty', 'reviewAt comes after decidedAt.');
}
