import { useState } from 'preact/hooks';
import { codeOf } from '../codes/code.rules.js';
import { hashFor } from '../deliveries/deliveries.js';
import type { BlindCheck, Draft, Mark } from '../deliveries/draft.rules.js';
import { go } from '../route.js';
import { changeDraft, draftOf, useStore } from '../store/state.js';
import { t } from '../words/reader.js';
import { Title } from './parts.js';

/** AM-22: a few makers' numbers, read on the device itself; what is expected is not shown, and not on the phone. */
export function BlindScreen({ id }: { id: string }) {
  useStore();
  const draft = draftOf(id);
  if (!draft?.blind) return <Title>{t('blind.title')}</Title>;
  const open = draft.blind.filter(({ state }) => state === 'OPEN').length;
  return (
    <section>
      <Title>{t('blind.title')}</Title>
      <p>{t('blind.text', { count: draft.blind.length })}</p>
      {draft.blind.map((check) => (
        <Check key={check.lineId} draft={draft} check={check} />
      ))}
      <button class="primary big" disabled={open > 0} onClick={() => go(`/sign/${id}`)}>
        {t('blind.next')}
      </button>
    </section>
  );
}

function Check({ draft, check }: { draft: Draft; check: BlindCheck }) {
  const [read, setRead] = useState('');
  const line = draft.consignment.lines.find(({ lineId }) => lineId === check.lineId);
  if (!line) return null;
  const settle = (state: BlindCheck['state'], mark: Partial<Mark> = {}): void =>
    changeDraft(draft.id, (current) => ({
      ...current,
      blind: (current.blind ?? []).map((one) =>
        one.lineId === line.lineId ? { ...one, state, tries: one.tries + 1 } : one,
      ),
      marks: current.marks.map((one) => (one.lineId === line.lineId ? { ...one, ...mark } : one)),
    }));
  const reserve = (remark: string): Partial<Mark> => ({
    outcome: 'ACCEPTED_WITH_RESERVE',
    remark: [draft.marks.find(({ lineId }) => lineId === line.lineId)?.remark, remark].filter(Boolean).join(' '),
  });
  const compare = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (codeOf(read) === '') return;
    const matches = (await hashFor(draft.consignment, codeOf(read))) === line.serialHash;
    // The number as it was read goes into the sheet: the server compares it once more.
    if (matches) settle('MATCHED', { code: read.trim(), bySerial: true, confirmedBy: 'READ' });
    else settle('OPEN');
  };
  const field = `serial-${line.lineId}`;
  return (
    <form class="card-form" onSubmit={(event) => void compare(event)}>
      <p>
        <strong>{line.tag}</strong> {line.maker} {line.model}
      </p>
      {check.state === 'OPEN' ? (
        <>
          <p class="field">
            <label for={field}>{t('blind.serial', { tag: line.tag })}</label>
            <input
              id={field}
              value={read}
              autocomplete="off"
              autocapitalize="characters"
              onInput={(event) => setRead(event.currentTarget.value)}
            />
          </p>
          <p class="problem" role="alert">
            {check.tries > 0 ? t('blind.differs') : ''}
          </p>
          <button>{t('blind.check')}</button>
          {check.tries > 1 && (
            <button
              type="button"
              class="quiet"
              onClick={() => settle('DIFFERS', reserve(t('blind.saidDiffers', { read: read.trim() })))}
            >
              {t('blind.reserve')}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => settle('UNREADABLE', reserve(t('blind.saidUnreadable')))}>
            {t('blind.unreadable')}
          </button>
        </>
      ) : (
        <p class={`chip ${check.state === 'MATCHED' ? 'good' : 'warn'}`}>
          {t(check.state === 'MATCHED' ? 'blind.ok' : 'outcome.ACCEPTED_WITH_RESERVE')}
        </p>
      )}
    </form>
  );
}
