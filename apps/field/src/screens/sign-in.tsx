import { signInAddress } from '../sending/api.js';
import type { State } from '../store/state.js';
import { t } from '../words/reader.js';
import { LanguageChoice } from './settings.js';
import { Title } from './parts.js';

export function SignInScreen({ state }: { state: State }) {
  if (state.phase === 'ERASED') {
    return (
      <section>
        <Title>{t('signIn.title')}</Title>
        <p class="notice bad">{t('signIn.erased')}</p>
      </section>
    );
  }
  const other = state.phase === 'OTHER_PERSON';
  const offline = state.connection === 'OFFLINE' && !other;
  return (
    <section>
      <Title>{t('signIn.title')}</Title>
      <LanguageChoice />
      <p class={other || offline ? 'notice bad' : ''}>
        {t(other ? 'signIn.other' : offline ? 'signIn.offline' : 'signIn.text')}
      </p>
      {!other && (
        <a class="button primary" href={signInAddress}>
          {t('signIn.go')}
        </a>
      )}
    </section>
  );
}
