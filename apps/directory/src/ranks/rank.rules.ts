/**
 * Grades of the national police, high to low within their category (domain §4.6). For lists to choose from: officers and
 * the press also say “colonel” or “général”, so a rank is a code *or* a text, and nothing is ever refused for its spelling.
 */
export const ranks = [
  { code: 'CDC', nameFr: 'Commissaire divisionnaire en chef', category: 'A1' },
  { code: 'CDP', nameFr: 'Commissaire divisionnaire principal', category: 'A1' },
  { code: 'CD', nameFr: 'Commissaire divisionnaire', category: 'A1' },
  { code: 'CDA', nameFr: 'Commissaire divisionnaire adjoint', category: 'A1' },
  { code: 'CSP', nameFr: 'Commissaire supérieur principal', category: 'A2' },
  { code: 'CS', nameFr: 'Commissaire supérieur', category: 'A2' },
  { code: 'CSA', nameFr: 'Commissaire supérieur adjoint', category: 'A2' },
  { code: 'CP', nameFr: 'Commissaire principal', category: 'A3' },
  { code: 'COM', nameFr: 'Commissaire', category: 'A3' },
  { code: 'CA', nameFr: 'Commissaire adjoint', category: 'A3' },
  { code: 'SCP', nameFr: 'Sous-commissaire principal', category: 'B' },
  { code: 'SC', nameFr: 'Sous-commissaire', category: 'B' },
  { code: 'SCA', nameFr: 'Sous-commissaire adjoint', category: 'B' },
  { code: 'BC', nameFr: 'Brigadier en chef', category: 'C' },
  { code: 'BP', nameFr: 'Premier brigadier', category: 'C' },
  { code: 'B', nameFr: 'Brigadier', category: 'C' },
  { code: 'APP', nameFr: 'Agent de police principal', category: 'D' },
  { code: 'AP1', nameFr: 'Agent de 1re classe', category: 'D' },
  { code: 'AP2', nameFr: 'Agent de 2e classe', category: 'D' },
] as const;
