/** Something found on a field of a row. */
export interface Finding {
  code: string;
  detail: string;
  field?: string;
  [extra: string]: unknown;
}

/** What the store-keeper should know of a row; it is received all the same. */
export type Warning = Finding;

/** One refused row or field; `row` 0 means the request as a whole. */
export interface RowProblem extends Finding {
  row: number;
}
