export interface PaperSignature {
  role: string;
  personId: string;
  capacity: string;
  rank: string | null;
  function: string | null;
  signedAt: string;
  imageSha256: string | null;
}

/** A document as far as it was true and known. */
export interface Paper {
  id: string;
  kind: string | null;
  number: string | null;
  status: string | null;
  signatures: PaperSignature[];
  /** Hashes of files it names that had not come, as far as was known. */
  missingFiles: string[];
}

export type Papers = Map<string, Paper>;

export function paperOf(papers: Papers, id: string): Paper {
  return papers.get(id) ?? { id, kind: null, number: null, status: null, signatures: [], missingFiles: [] };
}
