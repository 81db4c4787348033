import { EventEmitter } from 'node:events';
import type { DataSource, EntitySubscriberInterface } from 'typeorm';

// A relay in this process need not wait for its next look at the outbox. One signal for the whole process is enough: a
// relay woken for nothing asks one cheap question.
const committed = new EventEmitter().setMaxListeners(0);

const afterCommit: EntitySubscriberInterface = {
  afterTransactionCommit({ queryRunner }) {
    if ((queryRunner.data as { lastFact?: string }).lastFact && !queryRunner.isTransactionActive) nudge();
  },
};

/** Registered by the first `record` on a data source, so that no service can forget to wake its relay. */
export function nudgeAfterCommit(source: DataSource): void {
  if (!source.subscribers.includes(afterCommit)) source.subscribers.push(afterCommit);
}

export function nudge(): void {
  committed.emit('nudge');
}

export function onNudge(listener: () => void): () => void {
  committed.on('nudge', listener);
  return () => committed.off('nudge', listener);
}
