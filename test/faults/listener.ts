import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cast } from '../../tools/journey/cast.ts';
import type { Ask, Violation } from './checks.ts';

const types = ['fact.assets.device-transitioned.v1', 'fact.handover.handover-signed.v1'];
const name = 'a webhook brings every fact it is for, signed, in the order of the log';

/** A system outside that subscribed to facts, and keeps what it is sent. */
export interface Listener {
  /** What it was not sent, was sent out of order, or with a signature that is none. */
  missing(ask: Ask, patienceMs: number): Promise<Violation[]>;
  readonly heard: number;
  /** Of those, sent again under the id they had. */
  readonly repeats: number;
  close(): void;
}

export async function listen(cast: Cast): Promise<Listener> {
  const first = new Map<string, number>();
  const complaints: string[] = [];
  let heard = 0;
  let secret: Buffer | null = null;
  let last = 0;
  const server = createServer((request, response) => {
    void take(request).then(
      () => response.writeHead(204).end(),
      () => response.destroy(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const subscription = await cast
    .as('dispatcher')
    .post<{ id: string; secret: string; position: number }>('/audit/webhooks', {
      url,
      description: 'Fault run',
      types,
    });
  secret = Buffer.from(subscription.secret.replace('whsec_', ''), 'base64');

  async function take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const id = String(request.headers['webhook-id']);
    heard += 1;
    if (first.has(id)) return;
    const content = `${id}.${String(request.headers['webhook-timestamp'])}.${body}`;
    const signature = `v1,${createHmac('sha256', secret!).update(content).digest('base64')}`;
    if (request.headers['webhook-signature'] !== signature) complaints.push(`${id} is signed by somebody else`);
    const { data } = JSON.parse(body) as { data: { factId: string; position: number } };
    if (data.factId !== id) complaints.push(`${id} tells of ${data.factId}`);
    if (data.position < last) complaints.push(`position ${data.position} came after ${last}`);
    last = data.position;
    first.set(id, data.position);
  }

  return {
    get heard() {
      return heard;
    },
    get repeats() {
      return heard - first.size;
    },
    async missing(ask, patienceMs) {
      const expected = await ask<{ id: string; position: string }>(
        'audit',
        `SELECT fact_id AS id, position FROM fact_log WHERE type = ANY($1) AND position > $2 ORDER BY position`,
        [types, subscription.position],
      );
      const unheard = () => expected.filter(({ id }) => !first.has(id));
      for (const until = Date.now() + patienceMs; unheard().length > 0 && Date.now() < until;) await pause(200);
      const known = new Set(expected.map(({ id }) => id));
      const left = unheard();
      const strange = [...first.keys()].filter((id) => !known.has(id));
      return [
        ...complaints,
        ...(left.length > 0 ? [`${left.length} of ${expected.length} were never sent, first ${left[0]!.id}`] : []),
        ...strange.map((id) => `${id} is not in the log`),
        ...(expected.length === 0 ? ['there was nothing to send'] : []),
      ].map((detail) => ({ check: name, detail }));
    },
    close: () => server.close(),
  };
}
