export interface NatsPermissions {
  publish: { allow: string[] };
  subscribe: { allow: string[] };
  allow_responses: { max: number; expires: string };
}

/**
 * All that one service's user may do on the broker, as data: tools, tests and the chart generate their configuration from
 * here. It speaks only its own facts, asks anybody, answers only for itself and hears only its own inbox. Nobody may
 * update, purge or delete a stream or delete a message; consumers are unnamed to others and expire by themselves.
 */
export function natsPermissions(service: string): NatsPermissions {
  const own = `FACT_${service.toUpperCase()}`;
  return {
    publish: {
      allow: [
        `fact.${service}.>`,
        'call.>',
        '$JS.API.INFO',
        `$JS.API.STREAM.CREATE.${own}`,
        '$JS.API.STREAM.INFO.*',
        '$JS.API.STREAM.MSG.GET.*',
        '$JS.API.CONSUMER.CREATE.*.>',
        '$JS.API.CONSUMER.INFO.*.*',
        '$JS.API.CONSUMER.MSG.NEXT.*.*',
      ],
    },
    subscribe: { allow: [`call.${service}.>`, `_INBOX_${service}.>`] },
    allow_responses: { max: 4, expires: '1m' },
  };
}

export interface NatsConfig {
  port: number;
  host?: string;
  storeDir: string;
  users: { service: string; publicKey: string }[];
  /** Servers before 2.10 do not know the option, and are not enough. */
  syncInterval?: string;
  monitorPort?: number;
  serverName?: string;
}

/** The text of one nats-server's configuration. Acknowledged means on the disk: sync_interval is `always`. */
export function natsConfig(config: NatsConfig): string {
  const users = config.users.map(
    ({ service, publicKey }) =>
      `    # ${service}\n    { nkey: ${publicKey}, permissions: ${JSON.stringify(natsPermissions(service))} }`,
  );
  return [
    `host: ${JSON.stringify(config.host ?? '127.0.0.1')}`,
    `port: ${config.port}`,
    `server_name: ${JSON.stringify(config.serverName ?? 'dotation')}`,
    ...(config.monitorPort ? [`http: ${JSON.stringify(`${config.host ?? '127.0.0.1'}:${config.monitorPort}`)}`] : []),
    'jetstream {',
    `  store_dir: ${JSON.stringify(config.storeDir)}`,
    `  sync_interval: ${config.syncInterval ?? 'always'}`,
    '}',
    'authorization {',
    '  users: [',
    users.join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}
