import { useLayoutEffect, useState } from 'preact/hooks';
import { listenForScans } from '../codes/wedge.js';
import { read } from '../deliveries/deliveries.js';
import {
  blindChecks,
  countables,
  declareMissing,
  unexplained,
  unmarked,
  type Draft,
  type Mark,
} from '../deliveries/draft.rules.js';
import { newId } from '../ids.js';
import { go } from '../route.js';
import { changeDraft, draftOf, dropDraft, now, useStore } from '../store/state.js';
import { t } from '../words/reader.js';
import { MarkSheet } from './mark.js';
import { Title } from './parts.js';

export function DeliveryScreen({ id }: { id: string }) {
  useStore();
  const [said, setSaid] = useState({ text: '', how: 'ok' });
  const [code, setCode] = useState('');
  const [editing, setEditing] = useState<string | null>(null);
  const [discarding, setDiscarding] = useState(false);
  const hear = async (text: string, how: 'SCAN' | 'READ'): Promise<void> => {
    const heard = await read(id, text, how);
    if (!heard) return;
    const large = draftOf(id)?.consignment.lines.length === 0;
    setSaid({ text: t(`delivery.${heard === 'ok' && large ? 'kept' : heard}`, { code: text.trim() }), how: heard });
    navigator.vibrate?.(heard === 'ok' ? 40 : [80, 60, 80]);
  };
  // Before the screen is shown: whoever sees it may scan.
  useLayoutEffect(() => listenForScans((text) => void hear(text, 'SCAN')), [id]);
  const draft = draftOf(id);
  if (!draft) return <Title>{t('home.none', { at: '' })}</Title>;
  const { consignment, marks } = draft;
  const left = unmarked(draft);
  const leftSerial = left.filter(({ countable }) => !countable);
  const read_ = marks.filter(({ lineId, outcome }) => lineId && outcome !== 'NOT_ARRIVED').length;
  const exceptions = marks.filter(({ outcome }) => outcome !== 'ACCEPTED').length;
  const mark = marks.find(({ key }) => key === editing);
  return (
    <section>
      <Title>{t('delivery.title', { number: consignment.number })}</Title>
      <p class="progress">
        {t('delivery.progress', { done: read_, all: consignment.expected })}
        {exceptions > 0 && <span class="chip warn">{t('delivery.exceptions', { count: exceptions })}</span>}
      </p>
      <progress max={consignment.expected} value={read_} aria-label={t('delivery.done')} />
      {consignment.lines.length === 0 && <p class="notice">{t('delivery.large')}</p>}
      <form
        class="scan"
        onSubmit={(event) => {
          event.preventDefault();
          void hear(code, 'READ');
          setCode('');
        }}
      >
        <label for="code">{t('delivery.code')}</label>
        <input
          id="code"
          value={code}
          autocomplete="off"
          autocapitalize="characters"
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <button class="primary">{t('delivery.add')}</button>
      </form>
      <p class={`heard ${said.how}`} role="status">
        {said.text}
      </p>
      <h2>{t('delivery.done')}</h2>
      {marks.length === 0 && <p>{t('delivery.nothing')}</p>}
      <ul class="list">
        {marks.map((one) => (
          <MarkRow key={one.key} mark={one} draft={draft} onEdit={() => setEditing(one.key)} />
        ))}
      </ul>
      <Counts draft={draft} />
      {leftSerial.length > 0 && (
        <>
          <h2>{t('delivery.open')}</h2>
          <ul class="list plain">
            {leftSerial.map(({ lineId, tag, maker, model }) => (
              <li key={lineId}>
                <span class="row">
                  <span>
                    <strong>{tag}</strong>
                    <span>
                      {maker} {model}
                    </span>
                  </span>
                  <button
                    class="small"
                    aria-label={`${t('delivery.notArrived')} : ${tag}`}
                    onClick={() => changeDraft(id, (current) => declareMissing(current, [lineId], newId))}
                  >
                    {t('delivery.notArrived')}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Finish draft={draft} />
      <button class="quiet" aria-expanded={discarding} onClick={() => setDiscarding(!discarding)}>
        {t('delivery.discard')}
      </button>
      {discarding && (
        <div class="notice bad">
          <p>{t('delivery.discardSure')}</p>
          <button
            class="danger"
            onClick={() => {
              dropDraft(id);
              go('/');
            }}
          >
            {t('delivery.discard')}
          </button>
        </div>
      )}
      {mark && <MarkSheet draftId={id} mark={mark} onClose={() => setEditing(null)} />}
    </section>
  );
}

function MarkRow({ mark, draft, onEdit }: { mark: Mark; draft: Draft; onEdit(): void }) {
  const line = draft.consignment.lines.find(({ lineId }) => lineId === mark.lineId);
  const tone = mark.outcome === 'ACCEPTED' ? 'good' : mark.outcome === 'REFUSED' ? 'bad' : 'warn';
  const icon = { ACCEPTED: '✓', ACCEPTED_WITH_RESERVE: '!', REFUSED: '✕', NOT_ARRIVED: '–', NOT_ANNOUNCED: '?' }[
    mark.outcome
  ];
  return (
    <li>
      <button onClick={onEdit}>
        <span class="unseen">{t('delivery.edit')} </span>
        <strong>{line?.tag ?? mark.code}</strong>
        {line && (
          <span>
            {line.maker} {line.model}
          </span>
        )}
        <span class={`chip ${tone}`}>
          <span aria-hidden="true">{icon} </span>
          {t(`outcome.${mark.outcome}`)}
        </span>
        {mark.remark && <span>{mark.remark}</span>}
      </button>
    </li>
  );
}

/** AM-22: goods without a serial, by number. */
function Counts({ draft }: { draft: Draft }) {
  const goods = countables(draft);
  if (goods.length === 0) return null;
  return (
    <>
      <h2>{t('delivery.count')}</h2>
      {goods.map(({ key, maker, model, expected }, index) => (
        <p class="field" key={key}>
          <label for={`count-${index}`}>{t('delivery.countOf', { model: `${maker} ${model}`, count: expected })}</label>
          <input
            id={`count-${index}`}
            inputMode="numeric"
            value={draft.counts[key] ?? ''}
            onInput={(event) => {
              const count = Math.min(9999, Number(event.currentTarget.value.replace(/\D/g, '')));
              changeDraft(draft.id, (current) => ({ ...current, counts: { ...current.counts, [key]: count } }));
            }}
          />
        </p>
      ))}
    </>
  );
}

/** Nothing is signed before every line has an answer: what is missing is said, never concluded. */
function Finish({ draft }: { draft: Draft }) {
  const left = unmarked(draft);
  const unsaid = unexplained(draft);
  const isEmpty = draft.marks.length === 0 && Object.values(draft.counts).every((count) => !count);
  const sign = (): void => {
    const wanted = now().held?.snapshot.rules.blindSerials ?? 0;
    const blind = draft.blind ?? blindChecks(draft, wanted);
    changeDraft(draft.id, (current) => ({ ...current, blind }));
    go(blind.some(({ state }) => state === 'OPEN') ? `/blind/${draft.id}` : `/sign/${draft.id}`);
  };
  return (
    <div class="finish">
      {left.length > 0 && !isEmpty && (
        <>
          <p>{t('delivery.left', { count: left.length })}</p>
          <button
            onClick={() =>
              changeDraft(draft.id, (current) =>
                declareMissing(
                  current,
                  left.map(({ lineId }) => lineId),
                  newId,
                ),
              )
            }
          >
            {t('delivery.missing', { count: left.length })}
          </button>
        </>
      )}
      {left.length === 0 && <p>{t(unsaid.length > 0 ? 'delivery.explain' : 'delivery.allSaid')}</p>}
      <button class="primary big" disabled={isEmpty || left.length > 0 || unsaid.length > 0} onClick={sign}>
        {t('delivery.sign')}
      </button>
    </div>
  );
}
