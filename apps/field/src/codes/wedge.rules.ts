/** A USB scanner types faster than anybody: characters closer than this are its own, also where a busy phone hears them late. */
const longestGapMs = 60;
/** Where no field has the focus nobody types: whatever comes there is a scanner's, however late it is heard. */
const longestGapOutsideMs = 500;
const shortest = 4;

export interface Key {
  key: string;
  at: number;
  /** With Ctrl, Alt or Meta it is a command, not a character. */
  command?: boolean;
  /** No text field has the focus. */
  outside?: boolean;
}

/**
 * Tells a scan from typing: a run of at least four quick characters ended by Enter or Tab. Answers with the code when a run is
 * over, and else with nothing.
 */
export class WedgeReader {
  #run = '';
  #last = -Infinity;

  read({ key, at, command, outside }: Key): string | null {
    const quick = at - this.#last <= (outside ? longestGapOutsideMs : longestGapMs);
    if (key === 'Shift' || key === 'CapsLock' || key === 'AltGraph') return null;
    if (key === 'Enter' || key === 'Tab') {
      const code = this.#run;
      this.#run = '';
      return quick && code.length >= shortest ? code : null;
    }
    this.#last = at;
    if (command || key.length !== 1) this.#run = '';
    else this.#run = quick ? this.#run + key : key;
    return null;
  }

  /** Characters of the run so far: they stand in the field that has the focus. */
  get length(): number {
    return this.#run.length;
  }
}
