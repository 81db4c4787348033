import type { ServiceName } from '../../tools/stack/services.ts';

/** A mistake planted into the running code of one service; the oracle must catch what it does. */
export interface PlantedBug {
  what: string;
  service: ServiceName;
  /** End of the compiled file's path. */
  file: string;
  find: string;
  replace: string;
  /** The mistake is harmless as long as nothing dies here. */
  diesAt?: string;
}

export const bugs: PlantedBug[] = [
  {
    what: 'the register skips the effect of every fifth fact',
    service: 'assets',
    file: 'messaging/dist/effects.service.js',
    find: 'await one.apply(tx, one.fact);',
    replace: 'if (seq % 5 !== 0) await one.apply(tx, one.fact);',
  },
  {
    what: 'the register moves its position in a transaction of its own',
    service: 'assets',
    file: 'messaging/dist/effects.service.js',
    find: 'movePosition(tx, producer, from, received.seq)',
    replace: 'movePosition(this.source.manager, producer, from, received.seq)',
    diesAt: 'before-position-commit',
  },
  {
    what: 'the hash of the fact before is taken over other bytes',
    service: 'assets',
    file: 'messaging/dist/envelope.rules.js',
    find: '.update(Uint8Array.of(0))',
    replace: '.update(Uint8Array.of(1))',
  },
  {
    what: 'the log leaves out every seventh fact',
    service: 'audit',
    file: 'audit/log/fact-log.handler.js',
    find: 'await append(tx, raw);',
    replace: 'if (raw.seq % 7 !== 0) await append(tx, raw);',
  },
  {
    what: 'a command commits without one of its facts',
    service: 'handover',
    file: 'messaging/dist/outbox.queries.js',
    find: 'AS new (fact_id, body, n) ORDER BY n',
    replace: 'AS new (fact_id, body, n) WHERE get_byte(fact_id::text::bytea, 35) % 4 > 0 ORDER BY n',
  },
  {
    what: 'a repeated command does not know the first',
    service: 'handover',
    file: 'service/dist/commands.service.js',
    find: 'command.key,\n        fingerprint,',
    replace: 'crypto.randomUUID(),\n        fingerprint,',
  },
  {
    what: 'the relay publishes other bytes than were recorded',
    service: 'procurement',
    file: 'messaging/dist/relay.service.js',
    find: 'fact.type, fact.body)',
    replace: 'fact.type, Buffer.concat([fact.body, Buffer.from(" ")]))',
  },
  {
    what: 'a device’s number is told one too high',
    service: 'assets',
    file: 'assets/register/numbering.queries.js',
    find: 'deviceSeq: device.deviceSeq + 1',
    replace: 'deviceSeq: device.deviceSeq + 2',
  },
  {
    what: 'the relay gives a number twice as far',
    service: 'handover',
    file: 'messaging/dist/relay.queries.js',
    find: 'row_number() OVER (ORDER BY id) +',
    replace: '2 * row_number() OVER (ORDER BY id) +',
  },
  {
    what: 'custody is kept under another party than was told',
    service: 'assets',
    file: 'assets/register/register.queries.js',
    find: 'party_id: custody.partyId',
    replace: 'party_id: custody.placeId',
  },
  {
    what: 'a webhook passes over every fifth fact',
    service: 'audit',
    file: 'audit/dist/webhooks/webhook-worker.service.js',
    find: 'for (const event of events) {',
    replace: 'for (const event of events.filter(({ data }) => data.position % 5 !== 0)) {',
  },
];
