import { reopen } from '../deliveries/deliveries.js';
import { go } from '../route.js';
import { signInAddress } from '../sending/api.js';
import { flush } from '../sending/outbox.js';
import type { Item } from '../sending/outbox.rules.js';
import { keepItem, useStore } from '../store/state.js';
import { dateTime, has, t } from '../words/reader.js';
import { Title } from './parts.js';

/** Why the server refused it, in words of this language where we have them. */
export function reasonOf({ problem }: Item): string {
  const { code = '', detail = '', rows = [] } = problem ?? {};
  const more = rows.map((row) => row.detail).join(' ') || detail;
  return has(`problem.${code}`) ? t(`problem.${code}`, { detail: more }) : t('problem.other', { detail: more || code });
}

export function QueueScreen() {
  const { items, connection, lastContact } = useStore();
  const waiting = items.filter(({ state }) => state === 'WAITING').length;
  const released = items.some(({ state }) => state === 'RELEASED');
  const newest = [...items].sort((one, other) => other.seq - one.seq);
  return (
    <section>
      <Title>{t('queue.title')}</Title>
      {connection === 'SIGN_IN' && waiting > 0 ? (
        <div class="notice">
          <p>{t('queue.signInText')}</p>
          <a class="button primary" href={signInAddress}>
            {t('queue.signIn')}
          </a>
        </div>
      ) : (
        <button class="primary big" onClick={() => void flush(true)}>
          {connection === 'OFFLINE' && waiting > 0 ? t('queue.offline', { count: waiting }) : t('queue.now')}
        </button>
      )}
      {lastContact && <p>{t('queue.contact', { at: dateTime(lastContact) })}</p>}
      {waiting === 0 && !released && <p>{t('queue.empty')}</p>}
      <ul class="list plain">
        {newest.map((item) => (
          <Entry key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ item }: { item: Item }) {
  const { draft, label, state, madeAt, answer, released } = item;
  const tone = { WAITING: 'warn', SENT: 'good', REFUSED: 'bad', REPLACED: '', RELEASED: 'warn' }[state];
  const title = draft
    ? t('queue.pv', { number: answer?.number ?? draft.consignment.number })
    : released
      ? t('queue.lostPhone')
      : t('queue.witness', { name: label.replace(/^witness /, '') });
  return (
    <li class="entry">
      <strong>{draft ? <a href={`#/done/${item.id}`}>{title}</a> : title}</strong>
      <span>{dateTime(madeAt)}</span>
      <span class={`chip ${tone}`}>{t(`queue.${state}`)}</span>
      {state === 'RELEASED' && (
        <>
          <p>{t('queue.releasedText')}</p>
          <button onClick={() => void keepItem({ ...item, state: 'WAITING' }).then(() => flush(true))}>
            {t('queue.send')}
          </button>
        </>
      )}
      {state === 'REFUSED' && (
        <>
          <p class="problem">{reasonOf(item)}</p>
          <span class="row">
            <button onClick={() => void keepItem({ ...item, state: 'WAITING' }).then(() => flush(true))}>
              {t('queue.retry')}
            </button>
            {draft && (
              <button onClick={() => void reopen(item).then((opened) => opened && go(`/delivery/${opened.id}`))}>
                {t('queue.reopen')}
              </button>
            )}
          </span>
        </>
      )}
    </li>
  );
}
