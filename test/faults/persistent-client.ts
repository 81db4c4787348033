import { setTimeout as pause } from 'node:timers/promises';
import { Client, Refused } from '../../tools/journey/client.ts';
import type { RunRecord } from './record.ts';

/** Answers that say “not now”: the same request is sent again. Anything else of 4xx is a refusal. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * A person with a bad line: repeats every request, under the same Idempotency-Key, until it is answered. Sometimes sends a
 * write again although it was answered, as phones do. Notes what it was told.
 */
export class PersistentClient extends Client {
  private readonly record: RunRecord;
  private readonly patienceMs: number;

  constructor(baseUrl: string, token: string, who: string, record: RunRecord, patienceMs: number) {
    super(baseUrl, token, who);
    this.record = record;
    this.patienceMs = patienceMs;
  }

  protected override async request<T>(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
  ): Promise<T> {
    const key = headers['idempotency-key'];
    const until = Date.now() + this.patienceMs;
    for (let sent = 1; ; sent += 1) {
      try {
        const answer = await super.request<T>(method, path, body, headers);
        this.told(key, path, 'ok', sent);
        if (key !== undefined && Math.random() < 0.05) await this.again(method, path, body, headers, answer);
        return answer;
      } catch (error) {
        if (error instanceof Refused && !passing.has(error.status)) {
          this.told(key, path, 'fail', sent, error.message);
          throw error;
        }
        this.told(key, path, 'info', sent, String(error));
        if (Date.now() > until) throw error;
        await pause(100 + Math.random() * 200);
      }
    }
  }

  /** A repeat of an answered write must be answered alike, or not at all. */
  private async again<T>(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
    first: T,
  ): Promise<void> {
    const { 'dotation-after': _after, ...repeat } = headers;
    try {
      const second = await super.request<T>(method, path, body, repeat);
      if ((first as { id?: string }).id !== (second as { id?: string }).id)
        throw new Error(`${method} ${path} repeated under one key made two documents.`);
    } catch (error) {
      if (error instanceof Refused && !passing.has(error.status)) throw error;
      if (error instanceof Error && error.message.includes('made two documents')) throw error;
    }
  }

  private told(
    key: string | undefined,
    path: string,
    outcome: 'ok' | 'fail' | 'info',
    sent: number,
    detail?: string,
  ): void {
    if (key === undefined) return;
    const service = path.split('/')[1] ?? '';
    this.record.note({
      key,
      service,
      path,
      outcome,
      sent,
      ...(detail === undefined ? {} : { detail: detail.slice(0, 300) }),
    });
  }
}
