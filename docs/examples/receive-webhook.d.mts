export function received(
  headers: Record<string, string>,
  body: string,
  secret: string,
  now?: number,
): { type: string; timestamp: string; data: Record<string, unknown> } | undefined;
