import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { castOf, type Cast } from './cast.ts';
import { g1 } from './g1.ts';
import { g2 } from './g2.ts';
import { writePapers } from './papers.ts';
import { refusal } from './refusal.ts';
import { printedStory, silentStory, type Story } from './story.ts';
import type { Trace } from './trace.ts';

const repository = resolve(import.meta.dirname, '..', '..');
const journeys: Record<string, (cast: Cast, story: Story, file: string) => Promise<Record<string, unknown>>> = {
  g1,
  refusal,
  g2,
};

const usage = `npm run journey -- [name] [--list FILE] [--json] [--papers DIR] [--url URL] [--state DIR]

  g1 (default)  from the supplier's packing list to the signed PV, the deed and the trace of one laptop
  refusal       the same list; three of forty are refused and come back to the store
  g2            ten radios leave, nine arrive behind a broken seal, an incident is open

  --list FILE   another packing list (g1, refusal)
  --papers DIR  where the papers of the story are written; else below --state
  --json        the facts for a script instead of tables
  --url, --state  another running Dotation than the one of this folder
`;

/** What the command line asks for; null, and the usage printed, when it cannot be understood. */
function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        list: { type: 'string' },
        json: { type: 'boolean', default: false },
        url: { type: 'string' },
        papers: { type: 'string' },
        state: { type: 'string', default: join(repository, '.dotation') },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split('. ')[0]}.\n\n${usage}`);
    return null;
  }
}

/** Plays a journey against the product that \`npm start\` runs, through its public API only. */
async function main(): Promise<number> {
  const asked = read();
  if (asked === null) return 2;
  const { values, positionals } = asked;
  const name = positionals[0] ?? 'g1';
  const journey = journeys[name];
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (journey === undefined || positionals.length > 1) {
    const what = journey === undefined ? `There is no journey "${name}".` : 'One journey at a time.';
    process.stderr.write(`${what}\n\n${usage}`);
    return 2;
  }
  const list = resolve(values.list ?? join(repository, 'test', 'samples', 'g1-liste-de-colisage.csv'));
  if (!existsSync(list)) {
    process.stderr.write(`There is no packing list ${list}.\n`);
    return 2;
  }
  const url = values.url ?? runningAt(values.state);
  const cast = url === null ? null : castOf(values.state, url);
  if (cast === null || !(await answers(cast.baseUrl))) {
    process.stderr.write(
      'Dotation is not running here with demo data. Start it first, in another terminal: npm start\n',
    );
    return 1;
  }
  const story = values.json ? silentStory : printedStory(print);
  const told = await journey(cast, story, list);
  const trace = told['trace'] as Trace;
  const own = join(values.state, 'papers', `${name}-${trace.device.tag ?? trace.device.deviceId}`);
  const folder = resolve(values.papers ?? own);
  told['papers'] = { folder, files: await writePapers(cast, story, trace, folder) };
  if (values.json) process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
  return 0;
}

/** Colours are for a terminal that wants them; in a file they would be noise. */
function print(text: string): void {
  const coloured = process.stdout.isTTY && !process.env['NO_COLOR'];
  process.stdout.write(coloured ? text : stripVTControlCharacters(text));
}

// Whoever reads the beginning only (`| head`) has seen enough; what was begun is finished all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

function runningAt(stateDir: string): string | null {
  const ports = join(stateDir, 'ports.json');
  if (!existsSync(ports)) return null;
  const { gateway } = JSON.parse(readFileSync(ports, 'utf8')) as { gateway?: number };
  return gateway === undefined ? null : `http://127.0.0.1:${gateway}`;
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`)
    .then((response) => response.ok)
    .catch(() => false);

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
