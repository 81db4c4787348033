/** Which of the two limits is reached: the caller's own, or that of everybody together. */
export type Full = 'OWN' | 'ALL';

/** How much of something costly one person, and everybody together, may have going at a time in this process. */
export class Slots {
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(
    readonly perPerson: number,
    readonly ofAll: number,
  ) {}

  /** Gives back what frees the slot again; whoever calls that twice frees it once. */
  take(personId: string, refuse: (full: Full) => Error): () => void {
    const own = this.#taken.get(personId) ?? 0;
    if (own >= this.perPerson) throw refuse('OWN');
    if (this.#all >= this.ofAll) throw refuse('ALL');
    this.#taken.set(personId, own + 1);
    this.#all += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#all -= 1;
      const left = (this.#taken.get(personId) ?? 1) - 1;
      if (left > 0) this.#taken.set(personId, left);
      else this.#taken.delete(personId);
    };
  }
}
