/** What a scanner sent: the text, and when each key came. */
export interface Scan {
  text: string;
  /** Milliseconds between the first key and the last. */
  took: number;
}

export type Verdict = 'GOOD' | 'OTHER_KEYBOARD' | 'SMALL_LETTERS' | 'SLOW' | 'OTHER_CODE';

const typedBy: Record<string, string> = {
  ...{ '&': '1', é: '2', '"': '3', "'": '4', '(': '5', '-': '6', è: '7', _: '8', ç: '9', à: '0', ')': '-' },
};

/** Whether it is the test code as a scanner sends it that thinks of a QWERTY keyboard, on a French one. */
const onFrenchKeys = (text: string, expected: string): boolean =>
  [...text].map((key) => typedBy[key] ?? swapped[key] ?? key).join('') === expected && text !== expected;
const swapped: Record<string, string> = { A: 'Q', Q: 'A', Z: 'W', W: 'Z', ';': 'M', '?': 'M' };

/** What to tell somebody whose scanner sent this for the test code. */
export function verdictOf({ text, took }: Scan, expected: string): Verdict {
  if (text === expected) return took > text.length * 50 ? 'SLOW' : 'GOOD';
  if (text.toUpperCase() === expected) return 'SMALL_LETTERS';
  return onFrenchKeys(text.toUpperCase(), expected) || onFrenchKeys(text, expected) ? 'OTHER_KEYBOARD' : 'OTHER_CODE';
}
