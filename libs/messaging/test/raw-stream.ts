// The broker as somebody with a service's key can use it: for messages no service would write.
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import type { TestNats } from '../../../test/support/servers.ts';

export interface RawStream {
  nc: NatsConnection;
  jsm: JetStreamManager;
  create(): Promise<void>;
  publish(subject: string, body: string | Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** Each message is synced to disk, which on a busy machine takes longer than the client waits by itself. */
const patience = 30_000;

export async function connectAs(service: string, nats: TestNats): Promise<NatsConnection> {
  return connect({
    servers: nats.url,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(nats.nkeySeed(service))),
    inboxPrefix: `_INBOX_${service}`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
  });
}

export async function rawStream(service: string, nats: TestNats): Promise<RawStream> {
  const nc = await connectAs(service, nats);
  const jsm = await jetstreamManager(nc, { checkAPI: false, timeout: patience });
  const js = jetstream(nc, { timeout: patience });
  return {
    nc,
    jsm,
    create: async () => {
      await jsm.streams.add({ name: `FACT_${service.toUpperCase()}`, subjects: [`fact.${service}.>`] });
    },
    publish: async (subject, body) => (await js.publish(subject, body)).seq,
    close: () => nc.close(),
  };
}
