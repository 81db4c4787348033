import { useState } from 'preact/hooks';
import { beginWith, boot, openWith } from '../boot.js';
import { forgetEverything } from '../phone/own-session.js';
import { t } from '../words/reader.js';
import { Title } from './parts.js';

function PinField(props: { id: string; label: string; value: string; onInput(value: string): void; isNew?: boolean }) {
  return (
    <p class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        class="pin"
        type="password"
        inputMode="numeric"
        autocomplete={props.isNew ? 'new-password' : 'current-password'}
        maxLength={6}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value.replace(/\D/g, ''))}
      />
    </p>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <p class="problem" role="alert">
      {text}
    </p>
  );
}

const isWeak = (pin: string): boolean =>
  new Set(pin).size < 3 || '0123456789'.includes(pin) || '9876543210'.includes(pin);

export function ChoosePin() {
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!/^\d{4,6}$/.test(pin)) return setProblem(t('pin.short'));
    if (isWeak(pin)) return setProblem(t('pin.weak'));
    if (pin !== again) return setProblem(t('pin.differs'));
    setBusy(true);
    await beginWith(pin);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Title>{t('pin.choose')}</Title>
      <p>{t('pin.chooseText')}</p>
      <PinField id="pin" label={t('pin.unlock')} value={pin} onInput={setPin} isNew />
      <PinField id="again" label={t('pin.again')} value={again} onInput={setAgain} isNew />
      <Problem text={problem} />
      <button class="primary" disabled={busy}>
        {t('pin.keep')}
      </button>
    </form>
  );
}

export function UnlockPin() {
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const opened = await openWith(pin);
    if (opened === true) return;
    setBusy(false);
    setPin('');
    setProblem(opened > 0 ? t('pin.wait', { seconds: Math.ceil(opened / 1000) }) : t('pin.wrong'));
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Title>{t('pin.unlock')}</Title>
      <PinField id="pin" label={t('pin.unlock')} value={pin} onInput={setPin} />
      <Problem text={problem} />
      <button class="primary" disabled={busy || pin.length < 4}>
        {t('pin.open')}
      </button>
      <button type="button" class="quiet" onClick={() => setForgotten(!forgotten)} aria-expanded={forgotten}>
        {t('pin.forgotten')}
      </button>
      {forgotten && (
        <div class="notice bad">
          <p>{t('pin.forgottenText')}</p>
          <button type="button" class="danger" onClick={() => void forgetEverything().then(boot)}>
            {t('pin.erase')}
          </button>
        </div>
      )}
    </form>
  );
}
