export interface Name {
  code: string | null;
  name: string;
}
export type Names = Map<string, Name>;

/** A code where there is one, and the name; an id nobody has named yet stays an id. */
export function labelOf(names: Names, id: string): string {
  const known = names.get(id);
  if (!known) return id;
  return known.code === null || known.name.startsWith(known.code) ? known.name : `${known.code} ${known.name}`;
}
