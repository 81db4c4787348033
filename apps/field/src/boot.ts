import { ownSession } from './phone/own-session.js';
import { registerPhone, sayErased } from './phone/phone.js';
import { flush, keepFlushing } from './sending/outbox.js';
import { refresh } from './sending/refresh.js';
import { set } from './store/state.js';
import { choosePin, meta, setMeta, unlock, vault } from './store/vault.js';
import { useLanguage } from './words/reader.js';

/** What the phone knows of itself decides what is shown first; the network is asked only by a phone that knows nothing. */
export async function boot(): Promise<void> {
  await language((await meta('language')) ?? 'fr');
  if (await sayErased()) return set({ phase: 'ERASED' });
  const personId = (await meta('personId')) ?? null;
  if (await meta('lock')) return set({ phase: 'LOCKED', personId });
  const who = await ownSession();
  if (!who) return set({ phase: 'SIGN_IN', connection: who === undefined ? 'OFFLINE' : 'SIGN_IN' });
  set({ phase: 'CHOOSE_PIN', personId: who.personId, connection: 'ONLINE' });
}

export async function language(wanted: string): Promise<void> {
  // A language that is not on this phone yet and cannot be fetched now: French is always there.
  set({ language: await useLanguage(wanted).catch(() => useLanguage('fr')) });
}

export async function chooseLanguage(wanted: string): Promise<void> {
  await setMeta('language', wanted);
  await language(wanted);
}

export async function beginWith(pin: string): Promise<void> {
  const who = await ownSession();
  if (!who) return set({ phase: 'SIGN_IN', connection: who === undefined ? 'OFFLINE' : 'SIGN_IN' });
  await choosePin(pin, who.personId);
  await navigator.storage?.persist?.();
  set({ phase: 'OPEN', personId: who.personId, connection: 'ONLINE', lastContact: new Date().toISOString() });
  await registerPhone(who);
  await refresh();
  keepFlushing();
  void flush();
}

/** True when it opened; else the milliseconds until the next try. */
export async function openWith(pin: string): Promise<true | number> {
  const opened = await unlock(pin);
  if (opened !== true) return opened;
  const phone = await meta('phone');
  set({
    ...{ phase: 'OPEN', held: (await vault.held()) ?? null, drafts: await vault.drafts(), items: await vault.items() },
    installationId: phone?.registered ? phone.id : null,
  });
  keepFlushing();
  void flush();
  return true;
}
