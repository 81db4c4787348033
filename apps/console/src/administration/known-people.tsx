import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/http.js';
import { everyItem } from '../api/reading.js';
import { useUnits } from '../choices/names.js';
import { ChoiceField } from '../shell/fields.js';

const recorded = 'recorded people';

/** A person recorded just now has neither a role nor an account yet. */
export const remember = (personId: string): void =>
  sessionStorage.setItem(recorded, JSON.stringify([...remembered(), personId]));
const remembered = (): string[] => JSON.parse(sessionStorage.getItem(recorded) ?? '[]') as string[];

interface Person {
  id: string;
  displayName?: string;
  function: string | null;
}

/** Names by two hundred, as directory tells them; it records the reading (CR-62). */
async function named(ids: string[]): Promise<Person[]> {
  const pieces = Array.from({ length: Math.ceil(ids.length / 200) }, (_, index) =>
    ids.slice(index * 200, (index + 1) * 200),
  );
  const answers = pieces.map((piece) =>
    ask<{ items: Person[] }>(`/directory/people?purpose=DISPLAY&ids=${piece.join(',')}`),
  );
  return (await Promise.all(answers)).flatMap(({ items }) => items);
}

/**
 * Whom an administrator knows: who has a role or an account, who heads a unit, and whom he recorded just now. He does not list
 * the people of a unit, as those do who name them in papers.
 */
export function KnownPersonField(props: { name: string; label: string }) {
  const units = useUnits().data;
  const people = useQuery({
    queryKey: ['known people', units?.length, remembered().length],
    enabled: units !== undefined,
    staleTime: 60_000,
    queryFn: async () => {
      const [roles, accounts] = await Promise.all([
        everyItem<{ personId: string }>('/directory/role-assignments'),
        everyItem<{ personId: string }>('/identity/accounts'),
      ]);
      const ids = [...roles, ...accounts].map(({ personId }) => personId);
      const heads = (units ?? []).flatMap(({ headPersonId }) => headPersonId ?? []);
      return named([...new Set([...ids, ...heads, ...remembered()])]);
    },
  });
  const data = (people.data ?? [])
    .map(({ id, displayName, function: post }) => ({
      value: id,
      label: [displayName ?? id, post].filter(Boolean).join(' · '),
    }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return <ChoiceField {...props} data={data} required />;
}
