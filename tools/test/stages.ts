// What `npm test` runs, in order, and how long each stage may take on a machine of two cores before it is named.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks, failures } from '../check/run.ts';
import { checks } from '../check/stages.ts';
import { onTerminal } from '../stack/progress.mjs';
import { repository } from '../stack/services.ts';
import { counted, type Count } from './counts.rules.ts';
import { inForeground } from './foreground.ts';

export interface Stage {
  name: string;
  title: string;
  budgetMinutes: number;
  run(): Promise<Count>;
}

/** jest leaves one processor idle; on a machine of two that is half of it. */
const allProcessors = ['--maxWorkers=100%'];

export const stages: Stage[] = [
  { name: 'check', title: 'Types, format, boundaries, lint, dead code', budgetMinutes: 2, run: check },
  {
    name: 'rules',
    title: 'Rules (no I/O)',
    budgetMinutes: 1,
    run: () => jest('rules', '(?<!\\.int|\\.e2e|\\.browser)\\.spec\\.ts$', allProcessors),
  },
  {
    name: 'integration',
    title: 'Services on real PostgreSQL and NATS',
    budgetMinutes: 4,
    run: () => jest('integration', '\\.int\\.spec\\.ts$', allProcessors),
  },
  {
    name: 'journeys',
    title: 'Journeys through the gateway',
    budgetMinutes: 3,
    // One after the other: each starts the whole product.
    run: () => jest('journeys', '\\.e2e\\.spec\\.ts$', ['--runInBand']),
  },
  {
    name: 'browser',
    title: 'The field app and the desk in Chromium',
    budgetMinutes: 3,
    run: () => jest('browser', '\\.browser\\.spec\\.ts$', ['--runInBand']),
  },
  { name: 'faults', title: 'Kill -9, small', budgetMinutes: 5, run: faults },
];

async function check(): Promise<Count> {
  const results = await runChecks(checks, onTerminal(process.stdout));
  process.stdout.write(failures(results));
  return counted(results.map(({ passed }) => passed));
}

async function jest(name: string, pattern: string, more: string[] = []): Promise<Count> {
  const report = join(tmpdir(), `dotation-${name}-${process.pid}.json`);
  const bin = join(repository, 'node_modules', 'jest', 'bin', 'jest.js');
  const code = await inForeground(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      bin,
      '--testPathPatterns',
      pattern,
      ...more,
      // A spec that could not close what it opened has failed already; the stages after it do not wait for it.
      '--forceExit',
      '--json',
      `--outputFile=${report}`,
    ],
    // --json prints the same to the standard output: a person reads the summary that goes to the error output.
    { silent: true, limitMinutes: 25 },
  );
  const result = existsSync(report)
    ? (JSON.parse(readFileSync(report, 'utf8')) as {
        numPassedTests: number;
        numFailedTests: number;
        numRuntimeErrorTestSuites: number;
        numPendingTests: number;
      })
    : undefined;
  rmSync(report, { force: true });
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites, numPendingTests: skipped } = result;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  // jest says "failed" also for reasons that no test carries (a broken configuration, nothing found).
  return { passed, failed: failed || (code === 0 ? 0 : 1), skipped };
}

async function faults(): Promise<Count> {
  return counted([
    (await inForeground([join(repository, 'test', 'faults', 'main.ts'), '--small'], { limitMinutes: 20 })) === 0,
  ]);
}
