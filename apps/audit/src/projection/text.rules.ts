/** What a text may say in JSON and PostgreSQL cannot keep: half a surrogate pair, U+0000. */
const suspect = /\\u(?:0000|d[89a-f])/i;

/**
 * The data of a fact as tables can keep it. Services refuse such text at their edge; the record takes what was recorded,
 * and the projections show it with U+FFFD in its place rather than stand before it. The log keeps the exact bytes.
 */
export function readable(body: string): { data?: Record<string, unknown> | null } {
  const fact: unknown = JSON.parse(body);
  return (suspect.test(body) ? cleaned(fact) : fact) as { data?: Record<string, unknown> | null };
}

export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleanText(name), cleaned(inner)]));
}
