// npm start: everything on this machine, in the foreground, until Ctrl-C.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onTerminal, seconds } from '../stack/progress.mjs';
import { repository } from '../stack/services.ts';
import { startStack, type Stack } from '../stack/stack.ts';
import { State } from '../stack/state.ts';
import { demoPassword } from '../seed/accounts.ts';
import { seed } from './seed.ts';
import { welcome, type DemoToken } from './welcome.ts';

const usage = `npm start                 everything, with demo data, on http://localhost:3000
PORT=3100 npm start       on another port
npm start -- --empty      reference data only, and a token for the first administrator
npm start -- --state DIR  keep everything in DIR instead of .dotation (or .dotation/empty)
`;

const values = asked();

if (values === null) process.exitCode = 2;
else if (values.help) process.stdout.write(usage);
else process.exitCode = await main(values);

/** What the command line asks for; null, and the usage printed, when it cannot be understood. */
function asked() {
  try {
    const options = {
      empty: { type: 'boolean', default: false },
      state: { type: 'string' },
      help: { type: 'boolean', default: false },
    } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split('. ')[0]}.\n\n${usage}`);
    return null;
  }
}

async function main(values: { empty: boolean; state?: string | undefined }): Promise<number> {
  const begun = Date.now();
  const port = Number(process.env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return refuse(`PORT=${process.env['PORT']} is no port.`);
  // A folder of its own: an installation begun empty never holds demo data, nor the other way round.
  const stateDir = values.state ?? join(repository, '.dotation', ...(values.empty ? ['empty'] : []));
  const progress = onTerminal(process.stdout);
  const ending = endings();
  try {
    const kind = new State(stateDir);
    const holds = kind.read<{ demo: boolean }>('kind.json') ?? { demo: !values.empty };
    if (holds.demo === values.empty)
      return refuse(
        `${stateDir} holds ${holds.demo ? 'demo data' : 'an installation without demo data'}. Choose another --state.`,
      );
    kind.write('kind.json', holds);

    const stack = await startStack({
      stateDir,
      port,
      demo: !values.empty,
      progress,
      onBegin: (begins) => (ending.stack = begins),
    });
    stack.events.on('event', ({ part, kind: what, detail }) => {
      if (!ending.asked)
        progress.note(
          `${part} ${what === 'died' ? detail : what === 'restarted' ? detail : `does not start: ${detail}`}`,
        );
    });
    await progress.step(values.empty ? 'Reference data' : 'Reference and demo data', (say) =>
      seed(stack, { demo: !values.empty, say }),
    );
    const tokens = join(stateDir, 'demo-tokens.json');
    process.stdout.write(
      welcome({
        url: `http://localhost:${port}`,
        tokens: !values.empty && existsSync(tokens) ? (JSON.parse(readFileSync(tokens, 'utf8')) as DemoToken[]) : [],
        password: demoPassword(stack.secrets.bootstrapToken),
        administratorToken: values.empty ? stack.secrets.bootstrapToken : undefined,
        logs: join(stateDir, 'logs'),
        took: seconds(Date.now() - begun),
        columns: process.stdout.columns || 200,
      }),
    );
    await ending.requested;
    return 0;
  } catch (error) {
    if (ending.asked) return 130;
    return refuse((error as Error).message);
  } finally {
    await ending.finish();
  }
}

function refuse(text: string): number {
  process.stderr.write(`\n${text}\n`);
  return 1;
}

/** Ctrl-C and SIGTERM stop in order, also while starting; the second time nothing is waited for. */
function endings() {
  const ending = {
    asked: false,
    stack: undefined as Stack | undefined,
    requested: Promise.resolve(),
    async finish(): Promise<void> {
      await ending.stack?.close();
    },
  };
  ending.requested = new Promise((resolve) => {
    let askedAt = 0;
    const asked = () => {
      if (Date.now() - askedAt < 500) return; // the same Ctrl-C, through our parent
      askedAt = Date.now();
      if (ending.asked) {
        process.stdout.write('\nEnding everything now; the next start recovers.\n');
        void ending.stack?.force().finally(() => process.exit(130));
        if (!ending.stack) process.exit(130);
        return;
      }
      ending.asked = true;
      process.stdout.write('\nStopping (Ctrl-C again to force)\n\n');
      resolve();
      // At once, whatever step is under way: a start that is interrupted fails, and is waited for in `finish`.
      void ending.stack?.close();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, asked);
    // `kill` of npm ends npm and its shell, not us: nobody would be left to stop us.
    const parent = process.ppid;
    if (process.env['npm_lifecycle_event'] || process.env['DOTATION_CHILD'])
      setInterval(() => process.ppid !== parent && !ending.asked && asked(), 500).unref();
  });
  return ending;
}
