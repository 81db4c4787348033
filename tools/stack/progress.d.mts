export interface Progress {
  /** One line when `work` ends, with its duration and the last thing it said. */
  step<T>(title: string, work: (say: (detail: string) => void) => Promise<T>): Promise<T>;
  note(text: string): void;
}
export const quietly: Progress;
export function seconds(milliseconds: number): string;
export function onTerminal(out?: NodeJS.WriteStream): Progress;
