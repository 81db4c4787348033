import { useLayoutEffect, useState } from 'preact/hooks';
import { listenForScans } from '../codes/wedge.js';
import { draftFor, read, toReceive, whereIs } from '../deliveries/deliveries.js';
import { go } from '../route.js';
import type { Consignment } from '../store/snapshot.js';
import { useStore } from '../store/state.js';
import { dateTime, t } from '../words/reader.js';
import { Title } from './parts.js';

export function HomeScreen() {
  const { held, drafts, items, readyOffline } = useStore();
  const [code, setCode] = useState('');
  const [said, setSaid] = useState('');
  const open = toReceive();
  const waiting = items.filter(({ state }) => state === 'WAITING' || state === 'REFUSED' || state === 'RELEASED');
  const found = async (text: string, how: 'SCAN' | 'READ'): Promise<void> => {
    if (text.trim() === '') return setSaid(t('home.scanHint'));
    const where = await whereIs(text);
    if (!where) return setSaid(t('home.unknown'));
    const draft = draftFor(where);
    await read(draft.id, text, how);
    go(`/delivery/${draft.id}`);
  };
  useLayoutEffect(() => listenForScans((text) => void found(text, 'SCAN')), []);
  return (
    <section>
      <Title>{t('home.title')}</Title>
      <p class="cards">
        <Card label={t('home.toReceive')} count={open.length} href="#receive" />
        <Card label={t('home.drafts')} count={drafts.length} href="#drafts" />
        <a class="card" href="#/queue">
          <b>{waiting.length}</b> {t('home.toSend')}
        </a>
      </p>
      <form
        class="scan"
        onSubmit={(event) => {
          event.preventDefault();
          void found(code, 'READ');
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
        <button class="primary big">{t('home.scan')}</button>
      </form>
      <p class="heard" role="status">
        {said}
      </p>
      {drafts.length > 0 && <h2 id="drafts">{t('home.drafts')}</h2>}
      <ul class="list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <a href={`#/delivery/${draft.id}`}>
              <strong>{t('delivery.title', { number: draft.consignment.number })}</strong>
              <span>{t('home.draft', { at: dateTime(draft.updatedAt) })}</span>
            </a>
          </li>
        ))}
      </ul>
      <h2 id="receive">{t('home.toReceive')}</h2>
      {open.length === 0 && <p>{held ? t('home.none', { at: dateTime(held.at) }) : t('home.never')}</p>}
      <ul class="list">
        {open.map((consignment) => (
          <li key={consignment.waybillId}>
            <button onClick={() => go(`/delivery/${draftFor(consignment).id}`)}>
              <Announced
                consignment={consignment}
                unit={held?.snapshot.units.find(({ id }) => id === consignment.orgUnitId)?.name ?? ''}
              />
            </button>
          </li>
        ))}
      </ul>
      {readyOffline && held && <p class="ready">{t('line.ready')}</p>}
    </section>
  );
}

function Card({ label, count, href }: { label: string; count: number; href: string }) {
  const jump = (event: Event): void => {
    event.preventDefault();
    document.querySelector(href)?.scrollIntoView();
  };
  return (
    <a class="card" href={href} onClick={jump}>
      <b>{count}</b> {label}
    </a>
  );
}

function Announced({ consignment, unit }: { consignment: Consignment; unit: string }) {
  const { number, departedAt, expected, answered } = consignment;
  return (
    <>
      <strong>{t('delivery.title', { number })}</strong>
      <span>{unit}</span>
      <span>
        {t('home.lines', { count: expected })}
        {answered > 0 && ` · ${t('home.answered', { count: answered })}`}
        {departedAt && ` · ${t('home.from', { at: dateTime(departedAt) })}`}
      </span>
    </>
  );
}
