import { createHash, createHmac } from 'node:crypto';

/** A key of this installation from which secrets follow, and the short name a subscription remembers it by. */
export interface WebhookKey {
  id: string;
  key: Buffer;
}

export function webhookKeyOf(key: Buffer): WebhookKey {
  const id = createHash('sha256').update('dotation webhook key').update(key).digest('hex').slice(0, 8);
  return { id, key };
}

/** `generation` counts a subscription's secrets: each rotation makes the next one. */
export interface SecretName {
  webhookId: string;
  generation: number;
  keyId: string;
}

/**
 * A subscription's secret. It follows from the installation's key and is stored nowhere, sealed or not: a copy of the
 * database signs nothing. Throws when the key is gone: a fault of the installation.
 */
export function secretOf(keys: readonly WebhookKey[], { webhookId, generation, keyId }: SecretName): Buffer {
  const known = keys.find(({ id }) => id === keyId);
  if (!known) throw new Error(`No key ${keyId} for the secret of a webhook; is it missing in WEBHOOK_KEYS_RETIRED?`);
  return createHmac('sha256', known.key).update(`webhook ${webhookId} ${generation}`).digest();
}

/** As the Standard Webhooks libraries take it. */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}

export interface SignedHeaders {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`; during a rotation one signature for each secret. */
export function signedHeaders(id: string, sentAt: Date, body: string, secrets: readonly Buffer[]): SignedHeaders {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const content = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', secret).update(content).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
