import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import fr from './fr.json' with { type: 'json' };

/** French is in the page; other languages come when they are asked for. */
const languages = { fr: 'Français', en: 'English' } as const;
export type Language = keyof typeof languages;
export const languageNames = languages;

const remembered = (): Language => {
  const kept = localStorage.getItem('language');
  return kept !== null && kept in languages ? (kept as Language) : 'fr';
};

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: 'fr',
    resources: { fr: { translation: fr } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(remembered());
}

export async function speak(language: Language): Promise<void> {
  if (language === 'en') i18next.addResourceBundle('en', 'translation', (await import('./en.json')).default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem('language', language);
}

/** Words of the language chosen, and how it writes days, numbers and money. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const language = (i18n.language === 'en' ? 'en' : 'fr') as Language;
  const locale = language === 'en' ? 'en-GB' : 'fr-CD';
  return {
    t,
    language,
    /** The word for a state or code of the API; a code nobody translated is shown as it is. */
    word: (kind: string, code: string | null | undefined): string =>
      !code ? '–' : t(`codes.${kind}.${code}`, { defaultValue: code }),
    day: (iso: string | null | undefined): string =>
      iso ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(iso)) : '–',
    moment: (iso: string | null | undefined): string =>
      iso ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)) : '–',
    number: (value: number): string => new Intl.NumberFormat(locale).format(value),
    /** `minor` counts the currency's smallest unit, as the API does. */
    money: (minor: number | null | undefined, currency: string | null | undefined): string => {
      if (typeof minor !== 'number' || !currency) return '–';
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
  };
}
