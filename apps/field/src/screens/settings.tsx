import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { chooseLanguage } from '../boot.js';
import { listenForScans } from '../codes/wedge.js';
import { useStore } from '../store/state.js';
import { vault } from '../store/vault.js';
import { isDraft, languages, t } from '../words/reader.js';
import { Choice, Title } from './parts.js';

export function LanguageChoice() {
  const { language } = useStore();
  return (
    <>
      <Choice
        name="language"
        legend={t('settings.language')}
        value={language}
        options={languages.map((value) => ({ value, label: t(`settings.${value}`) }))}
        onChange={(value) => void chooseLanguage(value)}
      />
      {isDraft() && <p class="notice">{t('settings.draft')}</p>}
    </>
  );
}

export function SettingsScreen() {
  const [read, setRead] = useState('');
  const [storage, setStorage] = useState<{ used: number; persisted: boolean } | null>(null);
  useLayoutEffect(() => listenForScans(setRead), []);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
      setStorage({ used: Math.ceil(usage / 1_048_576), persisted: (await navigator.storage?.persisted?.()) ?? false });
    };
    void look();
  }, []);
  return (
    <section>
      <Title>{t('settings.title')}</Title>
      <LanguageChoice />
      <h2>{t('settings.scanner')}</h2>
      <p>{t('settings.scannerText')}</p>
      <p class="heard ok" role="status">
        {read && t('settings.read', { code: read })}
      </p>
      <h2>{t('queue.title')}</h2>
      <button onClick={() => void exportUnsent()}>{t('settings.export')}</button>
      {storage && (
        <p>
          {t('settings.storage', { used: storage.used })}{' '}
          {t(storage.persisted ? 'settings.persisted' : 'settings.notPersisted')}
        </p>
      )}
      <button class="quiet" onClick={() => location.reload()}>
        {t('settings.lock')}
      </button>
    </section>
  );
}

/** The last resort: everything that is not sent, as a file that an administrator can read. */
async function exportUnsent(): Promise<void> {
  const items = (await vault.items()).filter(({ state }) => state === 'WAITING' || state === 'REFUSED');
  const hashes = [...new Set(items.flatMap(({ files }) => files))];
  const files = await Promise.all(
    hashes.map(async (hash) => {
      const content = await vault.file(hash);
      return {
        sha256: hash,
        base64: content ? btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join('')) : null,
      };
    }),
  );
  const drafts = await vault.drafts();
  const blob = new Blob([JSON.stringify({ items, drafts, files }, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `dotation-${new Date().toISOString().slice(0, 16).replace(':', '')}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
