/** A USB scanner types faster than anybody: on average a character in less than this. */
const longestMeanMs = 60;
/** One character may be heard late on a busy phone; after a longer pause it is another run. */
const longestGapMs = 250;
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
 * Tells a scan from typing: a run of at least four characters ended by Enter or Tab, in a field faster than people type. Answers with
 * the code when a run is over, and else with nothing.
 */
export class WedgeReader {
  #run = '';
  #first = 0;
  #last = -Infinity;

  read({ key, at, command, outside }: Key): string | null {
    const goesOn = at - this.#last <= (outside ? longestGapOutsideMs : longestGapMs);
    if (key === 'Shift' || key === 'CapsLock' || key === 'AltGraph') return null;
    if (key === 'Enter' || key === 'Tab') {
      const code = this.#run;
      this.#run = '';
      const isQuick = outside || (at - this.#first) / code.length <= longestMeanMs;
      return goesOn && code.length >= shortest && isQuick ? code : null;
    }
    this.#last = at;
    if (command || key.length !== 1) this.#run = '';
    else if (goesOn && this.#run !== '') this.#run += key;
    else {
      this.#run = key;
      this.#first = at;
    }
    return null;
  }

  /** Characters of the run so far: they stand in the field that has the focus. */
  get length(): number {
    return this.#run.length;
  }
}
