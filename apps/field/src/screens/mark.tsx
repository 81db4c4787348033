import { useEffect, useRef, useState } from 'preact/hooks';
import { change, conditions, undo, type Condition, type Mark, type Outcome } from '../deliveries/draft.rules.js';
import { keepPhoto } from '../deliveries/photo.js';
import { changeDraft } from '../store/state.js';
import { t } from '../words/reader.js';
import { Choice, PhotoButton } from './parts.js';

const said: readonly Outcome[] = ['ACCEPTED', 'ACCEPTED_WITH_RESERVE', 'REFUSED'];

/** What the receiver says of one device: outcome, condition, remark, photo; or that the reading was a mistake. */
export function MarkSheet({ draftId, mark, onClose }: { draftId: string; mark: Mark; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [photo, setPhoto] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const say = (change_: Partial<Mark>): void => changeDraft(draftId, (draft) => change(draft, mark.key, change_));
  const wasRead = mark.lineId !== null && mark.confirmedBy !== null;
  const keep = async (file: File): Promise<void> => {
    const kept = await keepPhoto(file);
    if ('failed' in kept) return setPhoto(t(`mark.${kept.failed}`));
    say({ photo: kept.hash });
    setPhoto('');
  };
  const needsWhy = mark.outcome === 'REFUSED' || mark.outcome === 'ACCEPTED_WITH_RESERVE';
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="sheet-title">
      <h2 id="sheet-title">{mark.code}</h2>
      {wasRead ? (
        <Choice
          name="outcome"
          legend={t('mark.outcome')}
          value={mark.outcome}
          options={said.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          onChange={(outcome) =>
            say({
              outcome,
              ...(outcome === 'ACCEPTED'
                ? {}
                : { condition: mark.condition === 'EXCELLENT' ? 'REPAIRABLE' : mark.condition }),
            })
          }
        />
      ) : (
        <p>{t(`outcome.${mark.outcome}`)}</p>
      )}
      {mark.outcome !== 'NOT_ARRIVED' && (
        <p class="field">
          <label for="condition">{t('condition.label')}</label>
          <select
            id="condition"
            value={mark.condition ?? 'UNKNOWN'}
            onChange={(event) => say({ condition: event.currentTarget.value as Condition })}
          >
            {conditions.map((value) => (
              <option key={value} value={value}>
                {t(`condition.${value}`)}
              </option>
            ))}
          </select>
        </p>
      )}
      <p class="field">
        <label for="remark">{t(needsWhy ? 'mark.why' : 'mark.remark')}</label>
        <textarea
          id="remark"
          rows={2}
          maxLength={500}
          value={mark.remark}
          onInput={(event) => say({ remark: event.currentTarget.value })}
        />
      </p>
      <PhotoButton label={mark.photo ? t('mark.photoKept') : t('mark.photo')} onPhoto={(file) => void keep(file)} />
      <p role="status" class="problem">
        {photo}
      </p>
      <button class="primary" onClick={() => dialog.current?.close()}>
        {t('close')}
      </button>
      <button
        class="quiet"
        onClick={() => {
          dialog.current?.close();
          changeDraft(draftId, (draft) => undo(draft, mark.key));
        }}
      >
        {t('mark.undo')}
      </button>
    </dialog>
  );
}
