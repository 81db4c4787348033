// npm run ops: what is stuck and since when, in words; dead letters; the projections begun again.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../stack/services.ts';
import { listLetters, prettyBytes, retryLetter, showLetter } from './dead-letters.ts';
import { fieldKeyUses, forgetFieldKeys, rotateFieldKeys } from './field-keys.ts';
import { installationAt, type Installation, reasonOf, withDatabase } from './installation.ts';
import { letterText, lettersText, scriptOf, statusText } from './print.ts';
import { read } from './read.ts';
import { findingsOf } from './status.rules.ts';

const usage = `npm run ops -- status                     what is stuck and since when; ends with 1 when something is
npm run ops -- dead-letters list [--all]  messages no reader could take for a fact (--all: the resolved ones too)
npm run ops -- dead-letters show <id>     one of them, with its bytes
npm run ops -- dead-letters retry <id>    asks the reader to try it again (--all: every open one)
npm run ops -- field-keys                 which key seals how many people and positions
npm run ops -- field-keys rotate          makes a new one, used from the next start on
npm run ops -- field-keys forget          lets go the keys of before that nobody needs any more
npm run ops -- projections rebuild        empties audit's projections; the running service fills them again from the log

--json       for scripts
--state DIR  the installation kept in DIR instead of .dotation (or .dotation/empty, where only that was started)
Other installations: DATABASE_URL_<SERVICE>, NATS_URL, SERVICE_URLS={"assets":"http://…",…}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    state: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stdout.write(text);
const sayJson = (value: unknown): void => say(`${JSON.stringify(value, null, 2)}\n`);

/** Nothing wrong: 0. Something is stuck, or was not found: 1. Not understood, or nothing to look at: 2. */
async function main(): Promise<number> {
  const [command, what, id] = positionals;
  if (values.help || command === undefined) {
    say(usage);
    return values.help ? 0 : 2;
  }
  const usual = join(repository, '.dotation');
  // `npm start -- --empty` keeps a state of its own: where nothing else was ever started, that one is meant.
  const folders = values.state === undefined ? [usual, join(usual, 'empty')] : [values.state];
  const found = folders.map((folder) => ({ folder, installation: installationAt(folder) }));
  const { folder = usual, installation } = found.find((one) => one.installation !== undefined) ?? {};
  if (!installation) {
    process.stderr.write(
      `Nothing was ever started in ${folders[0]}. npm start begins; --state names another folder.\n`,
    );
    return 2;
  }
  if (command === 'status') return status(installation);
  if (command === 'dead-letters') return letters(installation, what, id);
  if (command === 'field-keys') return fieldKeys(installation, folder, what);
  if (command === 'projections' && what === 'rebuild') return rebuild(installation);
  process.stderr.write(`What is "${positionals.join(' ')}"?\n\n${usage}`);
  return 2;
}

async function status(installation: Installation): Promise<number> {
  const reading = await read(installation);
  const findings = findingsOf(reading);
  if (values.json)
    sayJson({ ok: findings.length === 0, findings, ...scriptOf(reading, installation.natsUrl !== undefined) });
  else say(statusText(reading, findings));
  return findings.length === 0 ? 0 : 1;
}

async function letters(installation: Installation, what: string | undefined, id: string | undefined): Promise<number> {
  if (what === 'list' || what === undefined) {
    const found = await listLetters(installation, values.all);
    if (values.json) sayJson(found);
    else say(lettersText(found));
    return 0;
  }
  if (what === 'show' && id !== undefined) {
    const letter = await showLetter(installation, id);
    if (!letter) return notFound(id);
    if (values.json) sayJson({ ...letter, body: letter.body.toString('base64') });
    else say(letterText(letter, prettyBytes(letter.body)));
    return 0;
  }
  if (what === 'retry' && (id !== undefined || values.all)) return retry(installation, id);
  process.stderr.write(usage);
  return 2;
}

async function retry(installation: Installation, id: string | undefined): Promise<number> {
  const ids = id === undefined ? (await listLetters(installation, false)).map((letter) => letter.id) : [id];
  for (const one of ids) if (!(await retryLetter(installation, one))) return notFound(one);
  if (values.json) sayJson({ asked: ids });
  else
    say(
      `Asked for ${ids.length === 0 ? 'nothing: there are no open ones' : ids.join(', ')}. The reader tries within a few seconds.\n`,
    );
  return 0;
}

function notFound(id: string): number {
  process.stderr.write(
    `There is no open dead letter ${id}. Ids are like assets/procurement/42: dead-letters list shows them.\n`,
  );
  return 1;
}

async function fieldKeys(installation: Installation, stateDir: string, what: string | undefined): Promise<number> {
  if (what === 'rotate') {
    rotateFieldKeys(stateDir);
    say('A new key is kept. Stop and start the installation: everybody is then sealed again in the background.\n');
    return 0;
  }
  if (what === 'forget') {
    const gone = await forgetFieldKeys(installation, stateDir);
    say(`${gone} keys were let go. Backups of before still need them.\n`);
    return 0;
  }
  if (what !== undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const uses = await fieldKeyUses(installation, stateDir);
  if (values.json) sayJson(uses);
  else
    say(uses.map(({ key, role, sealed }) => `${key}  ${role.padEnd(12)}  ${sealed} people and positions\n`).join(''));
  return uses.some(({ role, sealed }) => role === 'unknown here' && sealed > 0) ? 1 : 0;
}

/** Only the owner of the tables may empty them, and the log is not among them. */
async function rebuild(installation: Installation): Promise<number> {
  const audit = installation.places.find(({ service }) => service === 'audit');
  if (!audit) throw new Error('No address of audit’s database.');
  await withDatabase(audit.ownerUrl, (source) => source.query('SELECT begin_projections_again()'));
  say('The projections begin again; npm run ops -- status says how far they are.\n');
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
}
