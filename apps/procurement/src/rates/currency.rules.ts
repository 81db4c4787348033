import { code } from 'currency-codes';

/**
 * Decimals of a currency by ISO 4217; two when it is not known. Not as `Intl` has them: it says how people round, and knows no
 * centavos of Colombia and no fillér of Hungary.
 */
export function decimalsOf(currency: string | undefined): number {
  return (currency === undefined ? undefined : code(currency)?.digits) ?? 2;
}

export function isCurrency(currency: string): boolean {
  return code(currency) !== undefined;
}
