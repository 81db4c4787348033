import { createHmac, timingSafeEqual } from 'node:crypto';

/** The event, or undefined when it is not from us. `secret` is the `whsec_…` you were shown; `body` the text as it came. */
export function received(headers, body, secret, now = Date.now()) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = headers;
  if (!(Math.abs(now / 1000 - Number(at)) <= 300)) return undefined; // an old message that somebody kept
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest();
  const given = signatures.split(' ').map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'));
  const ours = given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  return ours ? JSON.parse(body) : undefined;
}
