// The checks: what each runs and what it is for.
import { join } from 'node:path';
import { repository } from '../stack/services.ts';

export interface Check {
  name: string;
  /** One after the other; the first that fails ends the check. */
  commands: { module: string; args: string[] }[];
  /** What to do about a failure. */
  advice: string;
}

const bin = (path: string) => join(repository, 'node_modules', path);
const tsc = bin('typescript/bin/tsc');

/** In the order in which they are started: long ones first. */
export const checks: Check[] = [
  {
    name: 'types',
    commands: [
      { module: tsc, args: ['-b', '--pretty', 'false'] },
      { module: tsc, args: ['-p', 'tsconfig.test.json', '--pretty', 'false'] },
      { module: tsc, args: ['-p', 'test/browser/tsconfig.json', '--pretty', 'false'] },
      { module: tsc, args: ['-p', 'apps/field/tsconfig.json', '--pretty', 'false'] },
      { module: tsc, args: ['-p', 'apps/field/tsconfig.worker.json', '--pretty', 'false'] },
      { module: tsc, args: ['-p', 'apps/console/tsconfig.json', '--pretty', 'false'] },
    ],
    advice: 'tsc says where.',
  },
  {
    name: 'format',
    commands: [{ module: bin('prettier/bin/prettier.cjs'), args: ['--check', '--cache', '--log-level', 'warn', '.'] }],
    advice: 'npx prettier --write .',
  },
  {
    name: 'boundaries',
    commands: [
      {
        module: bin('dependency-cruiser/bin/dependency-cruise.mjs'),
        args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', 'apps', 'libs', 'test', 'tools'],
      },
    ],
    advice: 'Each rule in .dependency-cruiser.mjs says its reason.',
  },
  {
    name: 'lint',
    commands: [{ module: bin('oxlint/bin/oxlint'), args: ['--type-aware', '--deny-warnings'] }],
    advice: 'npx oxlint --type-aware --fix mends some of it.',
  },
  {
    name: 'dead code',
    commands: [{ module: bin('knip/bin/knip.js'), args: ['--no-progress'] }],
    advice: 'Delete it, or use it.',
  },
];
