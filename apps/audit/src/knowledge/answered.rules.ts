/** An answer, and whether it had to be made from less than was asked for. */
export interface Answered<T> {
  body: T;
  stale: boolean;
}

/** Gives the body, and says on the reply when it is older than asked. */
export function tell<T>({ body, stale }: Answered<T>, reply: { header(name: string, value: string): unknown }): T {
  if (stale) reply.header('dotation-stale', 'true');
  return body;
}
