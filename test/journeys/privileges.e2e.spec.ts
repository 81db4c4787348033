import { ROLES, type Role } from '@dotation/contracts';
import { bodiesOfEntries } from './privileges/entries.ts';
import { bodiesOfInbound } from './privileges/inbound.ts';
import { bodiesOfOrdering } from './privileges/ordering.ts';
import { bodiesOfPapers } from './privileges/papers.ts';
import { needs, readMoves, STATES, type Move } from './privileges/states.ts';
import { makeSubjects, type Subject } from './privileges/subjects.ts';
import { alsoNeeded, makesOf, ofItsOwn, once } from './privileges/writing.ts';
import { RELATIONS, makeCallers, type Caller, type Callers } from './privileges/callers.ts';
import { complaint, gaps, verdictOf, type Verdict } from './privileges/compare.ts';
import { readTable, type Row } from './privileges/table.ts';
import { isWrite, readPage, requestOf, send, unsendable, withUnknownIds, type Request, type Shown } from './page.ts';
import { beginPlay, type Play } from './play.ts';
import { inParallel } from '../../tools/seed/writer.ts';

// The privilege matrix: role × operation × scope relation × state. The tables in `privileges/` are written by hand from the
// rules of the programme and never from the guards; here the running product is asked whether it agrees, cell by cell.
// What is denied changes nothing, so it goes first and one world serves it all.

/** DOTATION_PRIVILEGES=full asks every cell; otherwise those that an answer in another cell does not already imply. */
const full = process.env['DOTATION_PRIVILEGES'] === 'full';

const rows = readTable();
let play: Play;
let shown: Map<string, Shown>;
let callers: Callers;

beforeAll(async () => {
  play = await beginPlay();
  callers = await makeCallers(play);
  await play.mark();
  shown = new Map((await readPage(play.stack.baseUrl)).map((one) => [one.name, one]));
}, 240_000);
afterAll(() => play?.end(), 60_000);

interface Cell {
  row: Row;
  caller: Caller;
  verdict: Verdict;
}

function cells(wanted: (cell: Cell) => boolean, of: readonly Caller[] = callers.people): Cell[] {
  return rows.flatMap((row) => of.map((caller) => ({ row, caller, verdict: verdictOf(row, caller) }))).filter(wanted);
}

/** Sends each cell's example, and the same with ids that nobody has; says what the table does not say. */
async function ask(these: Cell[]): Promise<string[]> {
  const complaints = new Map<string, string[]>();
  await inParallel(these, async ({ row, caller, verdict }) => {
    const operation = shown.get(row.name);
    if (!operation) return;
    const request = requestOf(operation);
    const without = withUnknownIds(request, callers.known[caller.relation]);
    const answer = await send(play.stack.baseUrl, request, caller.token);
    const isOne =
      verdict === 'allowed' || (without.request.url === request.url && without.request.body === request.body);
    const other = isOne ? answer : await send(play.stack.baseUrl, without.request, caller.token);
    const complained = complaint(verdict, { answer, unknown: { ...other, text: without.back(other.text) } });
    if (complained === null) return;
    const what = `${row.name} ${complained}`;
    complaints.set(what, [...(complaints.get(what) ?? []), caller.name]);
  });
  return [...complaints].map(([what, names]) => `${what}\n    asked by ${names.sort().join(', ')}`).sort();
}

/** Every role from everywhere and for an award; from one scope the first, the last and one between, as scope is no matter of the role. */
function isAsked({ row, caller }: Cell): boolean {
  return full || caller.relation === 'everywhere' || caller.relation === 'award' || standsForAll(row, caller.roles[0]!);
}

function standsForAll(row: Row, role: Role): boolean {
  const roles = typeof row.roles === 'string' ? ROLES : row.roles;
  return [0, Math.floor(roles.length / 2), roles.length - 1].includes(roles.indexOf(role));
}

const writes = ({ row }: Cell): boolean => isWrite({ method: row.name.split(' ')[0]! });

describe('the privilege matrix', () => {
  it('names each operation of the API page once, and no other', () => {
    expect(gaps([...shown.keys()], rows)).toEqual([]);
  });

  it('turns away whoever is not known, from everything that is not public', async () => {
    const strangers = [undefined, 'dot_0_0'].map(
      (token) => ({ name: String(token), token, roles: [], relation: 'everywhere' }) as Caller,
    );
    const asked = rows
      .filter(({ roles }) => roles !== 'public')
      .flatMap((row) => strangers.map((caller) => ({ row, caller, verdict: 'unknown-caller' as const })));
    expect(await ask(asked)).toEqual([]);
  }, 60_000);

  it('denies alike, whatever the id, what a role has no right to (§8.6, CR-60, CR-61)', async () => {
    const others = [callers.nobody, callers.system];
    const denied = cells(
      ({ verdict, caller }) =>
        verdict === 'forbidden' && (full || caller.relation === 'everywhere' || caller.relation === 'award'),
      [...callers.people, ...others],
    );
    expect(denied.length).toBeGreaterThan(2_000);
    expect(await ask(denied)).toEqual([]);
  }, 600_000);

  it('lets a token that may only read write nothing', async () => {
    const written = cells((cell) => writes(cell) && cell.row.roles !== 'public', [callers.reader]);
    expect(await ask(written.map((cell) => ({ ...cell, verdict: 'forbidden' })))).toEqual([]);
  }, 60_000);

  it('CR-67, AM-4 answers beside and below like for an id that nobody has', async () => {
    const hidden = cells((cell) => cell.verdict === 'hidden' && isAsked(cell));
    expect(await ask(hidden)).toEqual([]);
  }, 600_000);

  it('AM-4 lets nobody write about what is above, although it is seen', async () => {
    const above = cells((cell) => cell.verdict === 'not-own');
    expect(above.length).toBeGreaterThan(0);
    expect(await ask(above)).toEqual([]);
  }, 60_000);

  it('shows each role what it may read, as far as it reaches', async () => {
    const read = cells((cell) => cell.verdict === 'allowed' && !writes(cell) && isAsked(cell));
    expect(await ask(read)).toEqual([]);
    expect(new Set(read.map(({ caller }) => caller.relation))).toEqual(new Set(RELATIONS));
  }, 600_000);
});

describe('what moves or signs, in every state of what it is about', () => {
  const moves = readMoves(rows);
  let subjects: Map<string, Subject[]>;
  let bodies: Record<string, (subject: Subject) => unknown>;

  beforeAll(async () => {
    bodies = { ...bodiesOfPapers(play), ...bodiesOfEntries(play), ...bodiesOfOrdering(play), ...bodiesOfInbound() };
    subjects = await makeSubjects(play, needs(moves, full, alsoNeeded));
    await play.mark();
  }, 240_000);

  const requestTo = ({ row }: Move, subject: Subject): Request => {
    const [method = '', path = ''] = row.name.split(' ');
    const body = bodies[path.split('/').slice(3).join('/')];
    if (!body) throw new Error(`Nobody says what ${row.name} is asked with.`);
    return {
      url: path.replace('{id}', subject.id),
      method,
      body: JSON.stringify(body(subject)),
      type: 'application/json',
    };
  };
  const ofRole = (role: Role): Caller =>
    callers.people.find(({ roles, relation }) => roles[0] === role && relation === 'everywhere')!;
  const take = (key: string): Subject => {
    const subject = subjects.get(key)?.shift();
    if (!subject) throw new Error(`No ${key} is left.`);
    return subject;
  };
  const seen = async (): Promise<unknown[]> => {
    const all: unknown[] = [];
    await inParallel([...subjects], async ([key, some]) => {
      for (const [nth, subject] of some.entries()) all.push([key, nth, await subject.read()]);
    });
    return all.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  };

  it('refuses in every other state with a reason, and whoever has no right without one; and changes nothing', async () => {
    const before = await seen();
    const complaints: string[] = [];
    const jobs = moves.flatMap((move) => STATES[move.kind].map((state) => ({ move, state: state as string })));
    await inParallel(jobs, async ({ move, state }) => {
      const [subject] = subjects.get(`${move.kind} ${state}`)!;
      const request = requestTo(move, subject!);
      const denied = [...ROLES].filter((role) => !(move.row.roles as Role[]).includes(role));
      for (const role of full ? denied : denied.slice(0, 2)) {
        const { request: other, back } = withUnknownIds(request, new Set());
        const [answer, unknown] = [
          await send(play.stack.baseUrl, request, ofRole(role).token),
          await send(play.stack.baseUrl, other, ofRole(role).token),
        ];
        const complained = complaint('forbidden', { answer, unknown: { ...unknown, text: back(unknown.text) } });
        if (complained) complaints.push(`${role}, ${move.row.name}, ${state}: ${complained}`);
      }
      if (move.legal.includes(state)) return;
      for (const role of full ? move.roles : move.roles.slice(0, 1)) {
        const { status, text } = await send(play.stack.baseUrl, request, ofRole(role).token);
        const { code } = JSON.parse(text) as { code?: string };
        if ((status !== 409 && status !== 422) || !code || code === 'validation-failed')
          complaints.push(`${role}, ${move.row.name}, ${state}: ${status} ${text.slice(0, 300)}`);
      }
    });
    expect(complaints.sort()).toEqual([]);
    expect(await seen()).toEqual(before);
  }, 600_000);

  it('writes for each role what the table gives it', async () => {
    const makes = makesOf(play, take);
    const asked = [...shown.keys()].filter(
      (name) => !moves.some(({ row }) => row.name === name) && !(name in unsendable),
    );
    const complaints: string[] = [];
    for (const name of asked) {
      const row = rows.find((one) => one.name === name)!;
      if (!isWrite({ method: name.split(' ')[0]! }) || typeof row.roles === 'string') continue;
      // Of a right that nearly everybody has, three stand for all.
      const those = row.roles.filter((role) => full || row.roles.length < 12 || standsForAll(row, role));
      for (const [nth, role] of those.entries()) {
        const shownHere = requestOf(shown.get(name)!);
        const make = makes[name];
        const request = make ? await make(shownHere, ofRole(role), nth) : ofItsOwn(shownHere, nth);
        const answer = await send(play.stack.baseUrl, request, ofRole(role).token);
        const complained = complaint('allowed', { answer, unknown: answer });
        const isDone = nth > 0 && answer.text.includes(`"code":"${once[name]}"`);
        if (complained && !isDone) complaints.push(`${role}, ${name}: ${complained}`);
      }
    }
    expect(complaints).toEqual([]);
  }, 600_000);

  it('does what each role may in the states the rules name', async () => {
    const complaints: string[] = [];
    const jobs = moves.flatMap((move) =>
      move.legal.flatMap((state, nth) =>
        (full || nth === 0 ? move.roles : move.roles.slice(0, 1)).map((role) => ({ move, state, role })),
      ),
    );
    // One after the other: who comes first takes the subject.
    for (const { move, state, role } of jobs) {
      const subject = take(`${move.kind} ${state}`);
      const answer = await send(play.stack.baseUrl, requestTo(move, subject), ofRole(role).token);
      const complained = complaint('allowed', { answer, unknown: answer });
      if (complained) complaints.push(`${role}, ${move.row.name}, ${state}: ${complained}`);
    }
    expect(complaints).toEqual([]);
  }, 600_000);
});
