import fr from './fr.json';

// Catalogues in i18next JSON v4: nested keys, {{values}}, plurals by _one, _other … French is in the first load, others come
// when they are chosen. A key that a language lacks is said in French.
interface Catalogue {
  [key: string]: string | Catalogue;
}
export type Values = Record<string, string | number>;

const others: Record<string, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./en.json'),
  sw: () => import('./sw.json'),
  ln: () => import('./ln.json'),
};
/** No native speaker has read these yet: who chooses one is told so, and signs under the French words. */
const drafts = new Set(['sw', 'ln']);
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

export const isDraft = (): boolean => drafts.has(language);

export const t = (key: string, values: Values = {}): string => said(key, values, language, [chosen, fr]);

/** The words that count where a translation is a draft. */
export const inFrench = (key: string, values: Values): string => said(key, values, 'fr', [fr]);

function said(key: string, values: Values, spoken: string, catalogues: Catalogue[]): string {
  const plural = 'count' in values ? `${key}_${new Intl.PluralRules(spoken).select(Number(values['count']))}` : key;
  const tries = [plural, `${key}_other`, key].flatMap((one) => catalogues.map((from) => find(from, one)));
  const text = tries.find((found) => typeof found === 'string') as string | undefined;
  return (text ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

export const has = (key: string): boolean => typeof find(fr, key) === 'string';

/** Chromium knows no dates in Lingala and would write English ones: they are dated as in French. */
const dated: Record<string, string> = { en: 'en-GB', sw: 'sw-CD' };

export function dateTime(iso: string): string {
  const locale = dated[language] ?? 'fr-CD';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}
