import { totalsOf } from '../deliveries/command.rules.js';
import { go } from '../route.js';
import { useStore } from '../store/state.js';
import { dateTime, has, t } from '../words/reader.js';
import { reasonOf } from './queue.js';
import { Title } from './parts.js';

/** Provisional until the server has it: the number of the sheet on this phone, which is the id it will have everywhere. */
export function DoneScreen({ id }: { id: string }) {
  const { items, held } = useStore();
  const item = items.find((one) => one.id === id);
  if (!item?.draft) return <Title>{t('done.title')}</Title>;
  const { draft, answer, state, sentAt, body } = item;
  const totals = Object.entries(totalsOf(draft)).filter(([, count]) => count > 0);
  const unit = held?.snapshot.units.find((one) => one.id === draft.consignment.orgUnitId)?.name ?? '';
  return (
    <section>
      <Title>{t('done.title')}</Title>
      <div class="paper">
        <p class="number">
          {answer?.number
            ? t('done.sent', { number: answer.number })
            : `${t('done.number')} ${id.slice(-8).toUpperCase()}`}
        </p>
        <p>{unit}</p>
        <p>{t('delivery.title', { number: draft.consignment.number })}</p>
        <ul>
          {totals.map(([what, count]) => (
            <li key={what}>{t(`sign.${what}`, { count })}</li>
          ))}
        </ul>
        <p>{t('done.at', { at: dateTime(String(body['signedAt'])) })}</p>
        <p class="id">{id}</p>
      </div>
      <p class={`notice ${state === 'REFUSED' ? 'bad' : state === 'SENT' ? 'good' : ''}`} role="status">
        {state === 'SENT' && sentAt ? t('done.arrived', { at: dateTime(sentAt) }) : ''}
        {state === 'WAITING' ? t('done.later') : ''}
        {state === 'REFUSED' ? reasonOf(item) : ''}
        {answer?.hold && has(`done.${answer.hold}`) ? ` ${t(`done.${answer.hold}`)}` : ''}
      </p>
      <button class="primary big" onClick={() => go(state === 'REFUSED' ? '/queue' : '/')}>
        {t('done.next')}
      </button>
    </section>
  );
}
