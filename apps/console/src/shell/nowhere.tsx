import { useWords } from '../words/words.js';
import { Empty, Page, To } from './parts.js';

export function Nowhere() {
  const { t } = useWords();
  return (
    <Page title={t('shell.nowhere')}>
      <Empty>
        <To href="/">{t('places.day')}</To>
      </Empty>
    </Page>
  );
}
