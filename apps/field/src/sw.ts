// The whole app lies in one cache per version: with it the pages open with no network at all. Answers of the API are never
// kept here; what the phone may know lies encrypted in its own store.
interface FieldWorker extends ServiceWorkerGlobalScope {
  __files: string[];
  __version: string;
}
declare const self: FieldWorker;

// Written by the build into the first line of this file.
const files = self.__files;
const name = `field-${self.__version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)));
});

self.addEventListener('activate', (event) => {
  const clean = async (): Promise<void> => {
    for (const old of await caches.keys()) if (old.startsWith('field-') && old !== name) await caches.delete(old);
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !pathname.startsWith('/field/')) return;
  const kept = request.mode === 'navigate' ? '/field/' : pathname;
  event.respondWith(
    caches.open(name).then(async (cache) => (await cache.match(kept, { ignoreVary: true })) ?? fetch(request)),
  );
});

export {};
