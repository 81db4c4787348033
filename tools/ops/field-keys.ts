import { State } from '../stack/state.ts';
import { forgotten, keyName, rotated } from './field-keys.rules.ts';
import type { FieldKeys } from './field-keys.rules.ts';
import { type Installation, withDatabase } from './installation.ts';

export interface FieldKeyUse {
  key: string;
  role: 'seals' | 'opens only' | 'unknown here';
  /** People, and positions of places. */
  sealed: number;
}

/** Which key seals how much. */
export async function fieldKeyUses(installation: Installation, stateDir: string): Promise<FieldKeyUse[]> {
  const { fieldKey, fieldKeysRetired = [] } = secretsAt(stateDir).keys;
  const counts = new Map(await countsOf(installation));
  const uses: FieldKeyUse[] = [
    { key: keyName(fieldKey), role: 'seals', sealed: 0 },
    ...fieldKeysRetired.map((key): FieldKeyUse => ({ key: keyName(key), role: 'opens only', sealed: 0 })),
  ];
  const unknown = [...counts.keys()].filter((name) => !uses.some(({ key }) => key === name));
  const all = [...uses, ...unknown.map((key): FieldKeyUse => ({ key, role: 'unknown here', sealed: 0 }))];
  return all.map((use) => ({ ...use, sealed: counts.get(use.key) ?? 0 }));
}

/** Written before it is used: the next start seals with the new key, and everything sealed before is sealed again then. */
export function rotateFieldKeys(stateDir: string): void {
  const { state, keys } = secretsAt(stateDir);
  state.write('secrets.json', rotated(keys));
}

/** Answers how many retired keys were let go; one that somebody still needs stays. */
export async function forgetFieldKeys(installation: Installation, stateDir: string): Promise<number> {
  const { state, keys } = secretsAt(stateDir);
  const needed = (await countsOf(installation)).map(([name]) => name);
  const kept = forgotten(keys, needed);
  state.write('secrets.json', kept);
  return (keys.fieldKeysRetired?.length ?? 0) - (kept.fieldKeysRetired?.length ?? 0);
}

function secretsAt(stateDir: string): { state: State; keys: FieldKeys } {
  const state = State.at(stateDir);
  const keys = state?.read<FieldKeys>('secrets.json');
  if (!state || !keys) throw new Error(`${stateDir} keeps no secrets: the keys are wherever FIELD_KEY is set.`);
  return { state, keys };
}

async function countsOf(installation: Installation): Promise<[string, number][]> {
  const directory = installation.places.find(({ service }) => service === 'directory');
  if (!directory) throw new Error('No address of directory’s database.');
  const rows = await withDatabase(
    directory.ownerUrl,
    (source) =>
      source.query(
        `SELECT encode(substring(field FROM 2 FOR 4), 'hex') AS name, count(*)::int AS sealed
         FROM (SELECT name_sealed AS field FROM person UNION ALL SELECT position_sealed FROM place_position) AS fields
         GROUP BY 1`,
      ) as Promise<{ name: string; sealed: number }[]>,
  );
  return rows.map(({ name, sealed }) => [name, sealed]);
}
