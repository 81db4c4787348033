/** Service numbers are compared without the spaces, dots and dashes people put in. */
export function matriculeKey(matricule: string): string {
  return matricule.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
