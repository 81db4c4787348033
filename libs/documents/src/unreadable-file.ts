export type WhyUnreadable =
  | 'file-empty'
  | 'file-not-text'
  | 'file-encoding-unknown'
  | 'file-without-heading'
  | 'file-malformed'
  | 'too-many-rows';

/** Why a file is no table; a service answers it as its own refusal of the same name. */
export class UnreadableFile extends Error {
  constructor(
    readonly code: WhyUnreadable,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'UnreadableFile';
  }
}
