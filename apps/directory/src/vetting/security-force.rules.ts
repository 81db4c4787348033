/** Domain §9.3. */
export const agencies = ['PNC', 'DGM', 'DGDA', 'OCC', 'PNHF', 'FARDC_NO', 'IOM', 'OTHER'] as const;

/**
 * Domain §2.7: police, border guards, customs police, and whoever else may use force. DGM keeps the border and DGDA has the
 * customs police; the health and conformity services that stand at the same border use none, nor does who gives the goods.
 */
const securityForces: readonly string[] = ['PNC', 'DGM', 'DGDA', 'FARDC_NO'] satisfies (typeof agencies)[number][];

export function isSecurityForce(agency: string): boolean {
  return securityForces.includes(agency);
}
