// Fills an installation through its public API:
//
//   node tools/run.mjs tools/seed/main.ts --reference            provinces and makers, for every installation
//   node tools/run.mjs tools/seed/main.ts --reference --demo     and the demo: offices, police units, people, an order
//
// --url http://localhost:3000, --state .dotation; DOTATION_TOKEN is the bootstrap token, or with --reference an
// administrator's. May be repeated: every request carries the same Idempotency-Key each time.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, Refused } from '../journey/client.ts';
import { seedDemo } from './demo.ts';
import { seedReference } from './reference.ts';

export { demoIds, seedDemo, type DemoIds, type DemoOptions } from './demo.ts';
export { demoPassword, type DemoToken } from './accounts.ts';
export { seedReference } from './reference.ts';
export { seedId } from './ids.ts';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      reference: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      url: { type: 'string', default: 'http://localhost:3000' },
      state: { type: 'string', default: '.dotation' },
    },
  });
  const token = process.env['DOTATION_TOKEN'] ?? '';
  if (values.demo) {
    const { tokens } = await seedDemo({ baseUrl: values.url, bootstrapToken: token, stateDir: values.state, say });
    say(`${tokens.length} demo people with a token`);
  } else if (values.reference) {
    await seedReferenceAlone(new Client(values.url, token, 'the installation'));
  } else throw new Error('Say --reference or --demo.');
}

/** The bootstrap token may load reference data until it has named the first administrator. */
async function seedReferenceAlone(client: Client): Promise<void> {
  try {
    await seedReference(client);
    say('provinces and makers');
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error;
    say('left to the administrator: node tools/run.mjs tools/seed/main.ts --reference');
  }
}

// Run, not imported; also when tools/run.mjs runs it.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
