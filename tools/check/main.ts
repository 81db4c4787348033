// npm run check [-- name…]: format, lint, boundaries, types, dead code.
import { onTerminal } from '../stack/progress.mjs';
import { failures, runChecks } from './run.ts';
import { checks } from './stages.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length) {
  process.stderr.write(
    `No check "${unknown.join('", "')}". There are: ${checks.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  const results = await runChecks(
    checks.filter(({ name }) => !wanted.length || wanted.includes(name)),
    onTerminal(process.stdout),
  );
  process.stdout.write(failures(results));
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}
