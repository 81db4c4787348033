/** French, English. */
export type Words = readonly [french: string, english: string];

/** A paper as data: what the one template prints, and nothing that depends on who reads it or when. */
export interface PaperForm {
  title: Words;
  number: string;
  /** The day the document bears. */
  day: string;
  /** How it stands, first thing under the title. */
  notices: readonly Words[];
  sections: readonly Section[];
  /** Boxes for capacity, name and wet signature. */
  signatures: readonly Signatory[];
  note: Words | null;
}

export interface Paper extends PaperForm {
  hash: string;
  /** Where anybody asks whether the paper is what was recorded, and the same as a code (AM-29). */
  check: { address: string; code: string } | null;
}

export type Section = FactsSection | TableSection | ClausesSection;

/** What the paper says once; an empty value leaves a line to write on. */
export interface FactsSection {
  kind: 'facts';
  heading: Words;
  facts: readonly Fact[];
}
export type Fact = readonly [label: Words, value: string];

export interface TableSection {
  kind: 'table';
  heading: Words;
  columns: readonly PaperColumn[];
  rows: readonly (readonly Cell[])[];
  /** The sum under the last row. */
  total?: readonly Cell[];
}

export interface PaperColumn {
  heading: Words;
  /** In millimetres; the one without takes what is left. */
  width: number | null;
  /** A code is one word and stays one for whoever copies it: it gets smaller, never cut. */
  as?: 'code' | 'number';
}
/** A text, or one in both languages; null: nothing is known. */
export type Cell = string | Words | null;

export interface ClausesSection {
  kind: 'clauses';
  heading: Words;
  clauses: readonly Words[];
}

export interface Signatory {
  role: Words;
  said: readonly string[];
}
