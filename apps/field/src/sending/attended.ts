// The server ends a session that nobody uses. What the app asks by its own clock while nobody touches the phone says so, and
// keeps no session open.
const stillMs = 60_000;
let touchedAt = -Infinity;

for (const what of ['pointerdown', 'keydown'])
  addEventListener(what, () => (touchedAt = performance.now()), { capture: true, passive: true });

export const unattended = (): Record<string, string> =>
  performance.now() - touchedAt < stillMs ? {} : { 'dotation-unattended': '1' };
