import { inParallel } from '../../../tools/seed/writer.ts';
import type { Device } from '../../../tools/journey/answers.ts';
import type { Play } from '../play.ts';
import { makeEntries } from './entries.ts';
import { makeInbound } from './inbound.ts';
import { makeOrdering } from './ordering.ts';
import { makePapers } from './papers.ts';

/** One paper or entry in a state, and what a request about it has to name. */
export interface Subject {
  id: string;
  /** As somebody who sees everything reads it: what has to stay as it is when a request is refused. */
  read(): Promise<unknown>;
  device?: Device;
}

/** Makes one subject of a kind in a state. */
export type Makers = Record<string, (nth: number) => Promise<Subject>>;

/** What the test acts on, by kind and state, each made through the API by the people of the demo. */
export async function makeSubjects(play: Play, needs: ReadonlyMap<string, number>): Promise<Map<string, Subject[]>> {
  const count = (wanted: (key: string) => boolean): number =>
    [...needs].reduce((sum, [key, n]) => (wanted(key) ? sum + n : sum), 0);
  const made = new Map<string, Subject[]>();
  const [papers, entries] = [await makePapers(play, count), await makeEntries(play)];
  const makers: Makers = { ...papers.makers, ...entries, ...makeOrdering(play), ...makeInbound(play) };
  const jobs = [...needs].flatMap(([key, n]) => Array.from({ length: n }, (_, nth) => ({ key, nth })));
  const missing = [...needs.keys()].filter((key) => makers[key] === undefined);
  if (missing.length > 0) throw new Error(`Nobody makes: ${missing.join(', ')}.`);
  await inParallel(jobs, async ({ key, nth }) => {
    const subject = await makers[key]!(nth);
    made.set(key, [...(made.get(key) ?? []), subject]);
  });
  await papers.openTheGate();
  return made;
}
