import fr from './fr.json';

// Catalogues in i18next JSON v4: nested keys, {{values}}, plurals by _one, _other … French is in the first load, others come
// when they are chosen. A key that a language lacks is said in French.
interface Catalogue {
  [key: string]: string | Catalogue;
}
export type Values = Record<string, string | number>;

const others: Record<string, () => Promise<{ default: Catalogue }>> = { en: () => import('./en.json') };
export const languages = ['fr', ...Object.keys(others)];
let chosen: Catalogue = fr;
let language = 'fr';

export async function useLanguage(wanted: string): Promise<string> {
  const load = others[wanted];
  chosen = load ? (await load()).default : fr;
  language = load ? wanted : 'fr';
  document.documentElement.lang = language;
  return language;
}

const find = (from: Catalogue, key: string): unknown =>
  key.split('.').reduce<unknown>((at, part) => (at as Catalogue | undefined)?.[part], from);

export function t(key: string, values: Values = {}): string {
  const plural = 'count' in values ? `${key}_${new Intl.PluralRules(language).select(Number(values['count']))}` : key;
  const tries = [plural, `${key}_other`, key].flatMap((one) => [find(chosen, one), find(fr, one)]);
  const text = tries.find((found) => typeof found === 'string') as string | undefined;
  return (text ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

export const has = (key: string): boolean => typeof find(fr, key) === 'string';

/** Chromium knows no Lingala: whatever is not English is dated as in French. */
export function dateTime(iso: string): string {
  const locale = language === 'en' ? 'en-GB' : 'fr-CD';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}
