import { createHash } from 'node:crypto';

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
export const codesGiven = 10;
const codeLetters = 12;

/** Ten codes of 12 letters (59 bits each) for the day the phone is lost; `random` are as many bytes as letters. */
export function recoveryCodes(random: Buffer): string[] {
  return Array.from({ length: codesGiven }, (_, index) =>
    Array.from(
      random.subarray(index * codeLetters, (index + 1) * codeLetters),
      (byte) => letters[byte % letters.length],
    )
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
}

export const recoveryRandomBytes = codesGiven * codeLetters;

export function isRecoveryCode(typed: string): boolean {
  return plain(typed).length === codeLetters;
}

/** Written with or without dashes, in capitals or not. */
export function recoveryHash(accountId: string, typed: string): Buffer {
  return createHash('sha256')
    .update(`${accountId} ${plain(typed)}`)
    .digest();
}

function plain(typed: string): string {
  return typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
