import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { faultPoint, Lease } from '@dotation/messaging';
import { ServiceConfig, WorkerDatabase } from '@dotation/service';
import { AuditConfig } from '../config.js';
import type { FactEvent } from '../events/event.rules.js';
import { factsInScope } from '../events/events.queries.js';
import { rolesOf } from '../events/rights.queries.js';
import { sightOf } from '../events/sight.rules.js';
import { afterFailure, isTaken } from './retry.rules.js';
import { Sender } from './sender.service.js';
import { secretOf, signedHeaders } from './signature.rules.js';
import { dueWebhooks, markFailed, markTaken, passOver, switchOff, webhookById } from './webhook.queries.js';
import type { Attempted, WebhookRow } from './webhook.queries.js';

const look = 250;
const election = 1_000;
const stretch = 100;
/** An owner who loses a role hears nothing more after that, and little time for the log to tell it. */
const rightsAreKnownFor = 2_000;

/**
 * Brings facts to the targets of webhooks. One process is elected; each subscription goes at its own pace, message by
 * message in the order of the log. A message is sent first and marked after: killed between the two, it is sent again
 * with the same id.
 */
@Injectable()
export class WebhookWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger(WebhookWorker.name);
  readonly #lease: Lease;

  constructor(
    private readonly database: WorkerDatabase,
    private readonly config: AuditConfig,
    private readonly sender: Sender,
    service: ServiceConfig,
  ) {
    this.#lease = new Lease(() => database.ready(), service.name, election);
    this.#lease.want('webhooks', ({ signal }) => this.#run(signal));
  }

  onApplicationBootstrap(): void {
    this.#lease.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#lease.close();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const busy = new Map<string, Promise<void>>();
    while (!signal.aborted) {
      for (const id of await this.#due()) {
        if (busy.has(id)) continue;
        const serving = this.#serve(id, signal)
          .catch((error: unknown) => this.#log.warn({ message: 'a webhook waits', webhook: id, error: String(error) }))
          .finally(() => busy.delete(id));
        busy.set(id, serving);
      }
      await pause(look, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(busy.values());
  }

  async #due(): Promise<string[]> {
    try {
      return await dueWebhooks((await this.database.ready()).manager, new Date());
    } catch (error) {
      this.#log.warn({ message: 'webhooks wait for the database', error: String(error) });
      return [];
    }
  }

  /** Until there is nothing more for this subscription, or its target does not take a message. */
  async #serve(id: string, signal: AbortSignal): Promise<void> {
    const { manager } = await this.database.ready();
    for (let goOn = true; goOn && !signal.aborted;) {
      const webhook = await webhookById(manager, id);
      if (!webhook?.active || webhook.nextAttemptAt > new Date()) return;
      const sight = sightOf(await rolesOf(manager, webhook.ownerId, new Date()));
      if (!sight) {
        await switchOff(manager, id, 'Its owner has no role that sees facts.', new Date());
        return;
      }
      const from = { after: webhook.position, limit: stretch, types: webhook.types ?? undefined };
      const seen = await factsInScope(manager, sight, from);
      const done = await this.#bring(webhook, seen.events, signal);
      if (done === 'stopped') return;
      goOn = done === 'rights' || ((await passOver(manager, id, done, seen.position)) && !seen.atEnd);
    }
  }

  /** Answers where the subscription stands now; `rights` when its owner's have to be looked up again. */
  async #bring(webhook: WebhookRow, events: FactEvent[], signal: AbortSignal): Promise<number | 'rights' | 'stopped'> {
    const begun = performance.now();
    let from = webhook.position;
    for (const event of events) {
      if (performance.now() - begun > rightsAreKnownFor) return 'rights';
      if (signal.aborted || !(await this.#sendAndMark(webhook, from, event, signal))) return 'stopped';
      from = event.data.position;
      webhook.failures = 0;
      webhook.failingSince = null;
    }
    return from;
  }

  async #sendAndMark(webhook: WebhookRow, from: number, event: FactEvent, signal: AbortSignal): Promise<boolean> {
    const sentAt = new Date();
    const body = JSON.stringify(event);
    const { factId, position } = event.data;
    const headers = signedHeaders(factId, sentAt, body, this.#secretsOf(webhook, sentAt));
    const sent = await this.sender.send(webhook.url, body, { ...headers }, signal);
    // Cut off by our own end: nothing is known, so nothing is written.
    if (signal.aborted && sent.responseCode === undefined) return false;
    faultPoint('webhook-after-send');
    const attempted: Attempted = { webhook, from, event: { factId, position }, sentAt, sent };
    const source = await this.database.ready();
    if (isTaken(sent)) return source.transaction((tx) => markTaken(tx, attempted));
    const now = new Date();
    const moment = { now, random: Math.random(), giveUpAfterDays: this.config.webhookGiveUpAfterDays };
    await source.transaction((tx) => markFailed(tx, attempted, afterFailure(webhook, sent, moment)));
    return false;
  }

  #secretsOf(webhook: WebhookRow, now: Date): Buffer[] {
    const { id: webhookId, generation, keyId, previousGeneration, previousKeyId, previousUntil } = webhook;
    const keys = this.config.webhookKeys;
    const current = secretOf(keys, { webhookId, generation, keyId });
    if (previousGeneration === null || previousKeyId === null || !previousUntil || previousUntil <= now)
      return [current];
    return [current, secretOf(keys, { webhookId, generation: previousGeneration, keyId: previousKeyId })];
  }
}
