import { session, signOut, type Session } from '../sending/api.js';
import { eraseAll, meta, setMeta } from '../store/vault.js';

/**
 * Who is signed in, on this phone as it is now. A session outlives the code it was opened with: one that was here when the
 * phone was erased, or that is on another phone, lets nobody set this one up. Whoever does signs in.
 */
export async function ownSession(): Promise<Session | null | undefined> {
  const who = await session();
  if (!who) return who;
  const phone = await meta('phone');
  const isElsewhere = who.phoneId !== null && who.phoneId !== phone?.id;
  if (isElsewhere || who.sessionId === (await meta('left'))) {
    await signOut(who);
    return null;
  }
  if (who.sessionId !== (await meta('sessionId'))) await setMeta('sessionId', who.sessionId);
  return who;
}

/** The code is forgotten: nothing stays, and the session goes with it; with no network, at the next sign of one. */
export async function forgetEverything(): Promise<void> {
  const who = await session();
  const left = who?.sessionId ?? (await meta('sessionId')) ?? (await meta('left'));
  await eraseAll({ left });
  if (who) await signOut(who);
}
