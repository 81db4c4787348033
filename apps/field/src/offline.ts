import { now, set } from './store/state.js';

/** The worker comes after the first screen, which needs the line more. Another version waits until somebody says so. */
export function keepReadyOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000));
  idle(() => {
    void navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' }).then((registration) => {
      const look = (): void => {
        if (registration.waiting) set({ updateWaiting: true });
        if (registration.active) set({ readyOffline: true });
      };
      look();
      registration.addEventListener('updatefound', () =>
        registration.installing?.addEventListener('statechange', look),
      );
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
      });
    });
    void navigator.serviceWorker.ready.then(() => set({ readyOffline: true }));
  });
}

/** Never while somebody is at work on something: an open draft, or anything that is not sent. */
export const mayUpdate = (): boolean => {
  const { updateWaiting, drafts, items } = now();
  return updateWaiting && drafts.length === 0 && items.every(({ state }) => state !== 'WAITING');
};

export async function update(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/field/');
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  registration?.waiting?.postMessage('take over');
}
