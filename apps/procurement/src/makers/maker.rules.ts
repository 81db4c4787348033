import { procurementError } from '../errors.js';
import { nameKey, tidy } from './name.rules.js';

export interface MakerName {
  key: string;
  name: string;
  alias: boolean;
}

/** The names under which a maker is found; a spelling that says the same as an earlier one is left out. */
export function namesOf(name: string, aliases: readonly string[]): MakerName[] {
  const names = new Map<string, MakerName>();
  [name, ...aliases].forEach((spelling, index) => {
    const key = nameKey(spelling);
    if (key === '') {
      throw procurementError('name-unreadable', `"${spelling}" has no letter or digit.`, [
        { row: index, field: index === 0 ? 'name' : 'aliases', code: 'name-unreadable', detail: 'No letter or digit.' },
      ]);
    }
    if (!names.has(key)) names.set(key, { key, name: tidy(spelling), alias: index > 0 });
  });
  return [...names.values()];
}
