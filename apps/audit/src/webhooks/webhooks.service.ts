import { Injectable } from '@nestjs/common';
import { beyondScope, Commands, decodeCursor, pageOf, Queries } from '@dotation/service';
import type { Command, Page, Principal } from '@dotation/service';
import type { EntityManager } from 'typeorm';
import { AuditConfig } from '../config.js';
import { auditError } from '../errors.js';
import { projectedPosition } from '../events/events.queries.js';
import { secretOf, secretText } from './signature.rules.js';
import { complaintAbout } from './target.rules.js';
import {
  countActive,
  deliveriesOf,
  insertWebhook,
  lockWebhook,
  moveTo,
  rotateSecret,
  switchOff,
  switchOn,
  webhookById,
  webhooksOf,
} from './webhook.queries.js';
import type { DeliveryRow, WebhookRow } from './webhook.queries.js';
import type { DeliveryDto, SubscribeWebhook, WebhookDto, WebhooksQuery, WebhookWithSecretDto } from './webhooks.dto.js';

const mostOfOwner = 10;
/** Each one that is switched on may have a message under way, and none waits for another. */
const mostOfAll = 100;
const hour = 3_600_000;

/** Subscriptions belong to whoever made them; an administrator sees all of them and may switch them off. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly config: AuditConfig,
    private readonly commands: Commands,
    private readonly queries: Queries,
  ) {}

  async subscribe(command: Command, input: SubscribeWebhook): Promise<WebhookWithSecretDto> {
    const { url, description, types = null, after } = input;
    const complaint = complaintAbout(url, this.config.webhookTargets);
    if (complaint) throw refusedField('webhook-url-invalid', 'url', complaint);
    const view = await this.commands.run(command, async (tx) => {
      await beyondScope(tx, () => refuseTooMany(tx, command.actorId));
      const position = await beyondScope(tx, () => positionFrom(tx, after));
      const [{ id: keyId }] = this.config.webhookKeys;
      const own = { id: command.key, ownerId: command.actorId, keyId, createdAt: command.recordedAt };
      await insertWebhook(tx, { ...own, url, description, types, position });
      return dtoOf((await webhookById(tx, command.key)) as WebhookRow);
    });
    return this.#withSecret(command.principal, view);
  }

  list(reader: Principal, { limit = 50, after }: WebhooksQuery): Promise<Page<WebhookDto>> {
    const [afterId] = (decodeCursor(after, ['uuid']) ?? []) as string[];
    const owner = isAdministrator(reader) ? undefined : reader.personId;
    return this.queries.run(reader, async (tx) =>
      pageOf(await webhooksOf(tx, owner, afterId, limit), limit, ({ id }) => [id], dtoOf),
    );
  }

  one(reader: Principal, id: string): Promise<WebhookDto> {
    return this.queries.run(reader, async (tx) => dtoOf(ownedBy(reader, await webhookById(tx, id))));
  }

  deliveries(reader: Principal, id: string, { limit = 50, after }: WebhooksQuery): Promise<Page<DeliveryDto>> {
    const [before] = (decodeCursor(after, ['number']) ?? []) as number[];
    return this.queries.run(reader, async (tx) => {
      ownedBy(reader, await webhookById(tx, id));
      return pageOf(await deliveriesOf(tx, id, before, limit), limit, (row) => [row.id], deliveryOf);
    });
  }

  /** A new secret; the old one signs beside it for a while, so that the target can change over without a loss. */
  async rotate(command: Command, id: string, overlapHours = 24): Promise<WebhookWithSecretDto> {
    const view = await this.#change(command, id, async (tx) => {
      const [{ id: keyId }] = this.config.webhookKeys;
      await rotateSecret(tx, id, keyId, new Date(command.recordedAt.getTime() + overlapHours * hour));
    });
    return this.#withSecret(command.principal, view);
  }

  /** Also the way to try at once what waits for its next attempt. */
  activate(command: Command, id: string): Promise<WebhookDto> {
    return this.#change(command, id, async (tx, webhook) => {
      if (!webhook.active) await refuseTooMany(tx, webhook.ownerId);
      await switchOn(tx, id, command.recordedAt);
    });
  }

  deactivate(command: Command, id: string): Promise<WebhookDto> {
    return this.#change(command, id, async (tx) => {
      await switchOff(tx, id, `Switched off by ${command.actorId}.`, command.recordedAt);
    });
  }

  replay(command: Command, id: string, after: number): Promise<WebhookDto> {
    return this.#change(command, id, async (tx) =>
      moveTo(tx, id, await beyondScope(tx, () => positionFrom(tx, after)), command.recordedAt),
    );
  }

  #change(
    command: Command,
    id: string,
    change: (tx: EntityManager, webhook: WebhookRow) => Promise<void>,
  ): Promise<WebhookDto> {
    return this.commands.run(command, async (tx) => {
      await change(tx, ownedBy(command.principal, await lockWebhook(tx, id)));
      return dtoOf((await webhookById(tx, id)) as WebhookRow);
    });
  }

  /** The answer kept for a repeat has no secret in it: it is made again, as long as it is the newest. */
  async #withSecret(reader: Principal, view: WebhookDto): Promise<WebhookWithSecretDto> {
    const row = await this.queries.run(reader, (tx) => webhookById(tx, view.id));
    const { secretGeneration: generation } = view;
    if (row?.generation !== generation || row.ownerId !== reader.personId) return { ...view, secret: null };
    const name = { webhookId: row.id, generation, keyId: row.keyId };
    return { ...view, secret: secretText(secretOf(this.config.webhookKeys, name)) };
  }
}

function isAdministrator({ roles }: Principal): boolean {
  return roles.some(({ role }) => role === 'SYS_ADMIN');
}

/** Somebody else's is not there. */
function ownedBy(reader: Principal, webhook: WebhookRow | undefined): WebhookRow {
  if (!webhook || (webhook.ownerId !== reader.personId && !isAdministrator(reader)))
    throw auditError('webhook-not-found');
  return webhook;
}

async function refuseTooMany(tx: EntityManager, ownerId: string): Promise<void> {
  const { own, all } = await countActive(tx, ownerId);
  if (own >= mostOfOwner)
    throw auditError('too-many-webhooks', `${mostOfOwner} of yours are on; switch one off first.`);
  if (all >= mostOfAll)
    throw auditError('too-many-webhooks', `${mostOfAll} are on; an administrator has to make room.`);
}

async function positionFrom(tx: EntityManager, after: number | undefined): Promise<number> {
  const end = await projectedPosition(tx);
  if (after !== undefined && after > end) throw refusedField('position-ahead', 'after', `The log ends at ${end}.`);
  return after ?? end;
}

function refusedField(code: 'webhook-url-invalid' | 'position-ahead', field: string, detail: string): Error {
  return auditError(code, detail, [{ row: 0, field, code, detail }]);
}

function dtoOf(row: WebhookRow): WebhookDto {
  const { id, ownerId, url, description, types, active, disabledReason, position, failures } = row;
  return {
    ...{ id, ownerId, url, description, types, active, disabledReason, position, failures },
    disabledAt: row.disabledAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt.toISOString(),
    secretGeneration: row.generation,
    previousSecretUntil: row.previousUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

function deliveryOf(row: DeliveryRow): DeliveryDto {
  const { position, factId, attempt, durationMs, taken, responseCode, responseStart, error } = row;
  const sentAt = row.sentAt.toISOString();
  return { position, factId, attempt, sentAt, durationMs, taken, responseCode, responseStart, error };
}
