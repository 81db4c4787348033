export interface NamedFile {
  sha256: string;
  field: string;
}

const named = /Sha256$/;
const hash = /^[0-9a-f]{64}$/;

/** Every file a fact names, wherever in it: by convention a field whose name ends in `Sha256` holds the hash of one. */
export function filesIn(data: unknown): NamedFile[] {
  const found = new Map<string, string>();
  walk(data);
  return [...found].map(([sha256, field]) => ({ sha256, field }));

  function walk(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && named.test(field) && hash.test(inner)) {
        if (!found.has(inner)) found.set(inner, field);
      } else walk(inner);
    }
  }
}
