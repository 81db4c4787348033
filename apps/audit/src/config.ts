import { isAbsolute } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Environment } from '@dotation/service';
import { webhookKeyOf } from './webhooks/signature.rules.js';
import type { WebhookKey } from './webhooks/signature.rules.js';
import type { Targets } from './webhooks/target.rules.js';

/** What audit alone reads from its environment: the folder of the evidence files, and what streams and webhooks need. */
@Injectable()
export class AuditConfig {
  readonly filesDir: string;
  /** How often an event stream without facts says that it is still there. */
  readonly heartbeatMs: number;
  /** The first gives new secrets; all of them give those that were made with them. */
  readonly webhookKeys: [WebhookKey, ...WebhookKey[]];
  readonly webhookTargets: Targets;
  readonly webhookTimeoutMs: number;
  readonly webhookGiveUpAfterDays: number;

  constructor(environment: Environment) {
    this.filesDir = environment.text('FILES_DIR');
    if (this.filesDir !== '' && !isAbsolute(this.filesDir)) environment.refuse('FILES_DIR must be an absolute path');
    this.heartbeatMs = environment.integer('EVENTS_HEARTBEAT_MS', { min: 10, max: 45_000, fallback: 15_000 });
    const retired = (environment.optional('WEBHOOK_KEYS_RETIRED') ?? '').split(',').filter((key) => key !== '');
    const keys = retired.map((key) => Buffer.from(key, 'base64'));
    if (keys.some((key) => key.length !== 32))
      environment.refuse('WEBHOOK_KEYS_RETIRED must be keys of 32 bytes in base64');
    this.webhookKeys = [webhookKeyOf(environment.base64('WEBHOOK_KEY', 32)), ...keys.map(webhookKeyOf)];
    this.webhookTargets = environment.oneOf('WEBHOOK_TARGETS', ['public', 'loopback'], 'public');
    if (this.webhookTargets === 'loopback' && environment.optional('NODE_ENV') === 'production' && !isDemo(environment))
      environment.refuse('WEBHOOK_TARGETS=loopback lets webhooks reach into this machine: not in production');
    this.webhookTimeoutMs = environment.integer('WEBHOOK_TIMEOUT_MS', { min: 10, max: 60_000, fallback: 10_000 });
    this.webhookGiveUpAfterDays = environment.integer('WEBHOOK_GIVE_UP_AFTER_DAYS', { min: 1, max: 60, fallback: 5 });
    environment.assertUsable();
  }
}

/** A demo binds the loopback interface only (the service's own configuration sees to that). */
function isDemo(environment: Environment): boolean {
  return environment.optional('DEMO') === '1';
}
