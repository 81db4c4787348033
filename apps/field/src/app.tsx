import { useEffect } from 'preact/hooks';
import { mayUpdate, update } from './offline.js';
import { useRoute } from './route.js';
import { BlindScreen } from './screens/blind.js';
import { DeliveryScreen } from './screens/delivery.js';
import { DoneScreen } from './screens/done.js';
import { HomeScreen } from './screens/home.js';
import { ChoosePin, UnlockPin } from './screens/pin.js';
import { QueueScreen } from './screens/queue.js';
import { SettingsScreen } from './screens/settings.js';
import { SignInScreen } from './screens/sign-in.js';
import { SignScreen } from './screens/sign.js';
import { useStore, type State } from './store/state.js';
import { t } from './words/reader.js';

export function App() {
  const state = useStore();
  const route = useRoute();
  const [first = '', id = ''] = route;
  // A reader of the screen hears where he is after each move.
  useEffect(() => {
    const title = document.querySelector<HTMLElement>('h1');
    document.title = title ? `${title.textContent} · ${t('app')}` : t('app');
    title?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [route.join('/'), state.phase, state.language]);
  return (
    <div key={state.language}>
      <a class="skip" href="#main" onClick={skip}>
        {t('skip')}
      </a>
      <Top state={state} isHome={first === ''} />
      {state.full && (
        <p class="notice bad" role="alert">
          {t('line.full')}
        </p>
      )}
      {mayUpdate() && (
        <p class="notice">
          {t('update.text')}{' '}
          <button class="small" onClick={() => void update()}>
            {t('update.go')}
          </button>
        </p>
      )}
      <main id="main" tabIndex={-1}>
        <Screen state={state} first={first} id={id} />
      </main>
    </div>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Screen({ state, first, id }: { state: State; first: string; id: string }) {
  if (state.phase === 'STARTING') return <p class="wait" role="status" aria-label={t('app')} />;
  if (state.phase === 'CHOOSE_PIN') return <ChoosePin />;
  if (state.phase === 'LOCKED') return <UnlockPin />;
  if (state.phase !== 'OPEN') return <SignInScreen state={state} />;
  if (first === 'delivery') return <DeliveryScreen key={id} id={id} />;
  if (first === 'blind') return <BlindScreen key={id} id={id} />;
  if (first === 'sign') return <SignScreen key={id} id={id} />;
  if (first === 'done') return <DoneScreen id={id} />;
  if (first === 'queue') return <QueueScreen />;
  if (first === 'settings') return <SettingsScreen />;
  return <HomeScreen />;
}

/** Always in sight: whether there is a network, and how much waits for it. */
function Top({ state, isHome }: { state: State; isHome: boolean }) {
  const waiting = state.items.filter((item) => item.state === 'WAITING').length;
  const open = state.phase === 'OPEN';
  const words = { ONLINE: 'line.online', OFFLINE: 'line.offline', SIGN_IN: 'line.signIn', BUSY: 'line.busy' } as const;
  return (
    <header>
      {open && !isHome ? (
        <a class="icon" href="#/" aria-label={t('home.title')}>
          ‹
        </a>
      ) : (
        <span class="logo" aria-hidden="true" />
      )}
      <span class="brand">{open && !isHome ? '' : t('app')}</span>
      {open && (
        <a class={`sync ${state.connection.toLowerCase()}`} href="#/queue" aria-live="polite">
          <span aria-hidden="true">{state.connection === 'ONLINE' ? '●' : '○'}</span> {t(words[state.connection])}
          {waiting > 0 && <b> · {t('line.waiting', { count: waiting })}</b>}
        </a>
      )}
      {open && (
        <a class="icon" href="#/settings" aria-label={t('settings.title')}>
          ⚙
        </a>
      )}
    </header>
  );
}
