// npm test [-- --only rules,integration]: everything, stage by stage; all stages run even when one fails.
import { parseArgs } from 'node:util';
import { onTerminal, seconds } from '../stack/progress.mjs';
import { ensureBuilt } from '../bootstrap.mjs';
import { closingLine, overrun, total, type Count } from './counts.rules.ts';
import { stages, type Stage } from './stages.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => !stages.some((stage) => stage.name === name)) ?? [];

if (values.help || unknown.length) {
  if (unknown.length) process.stderr.write(`No stage "${unknown.join('", "')}".\n`);
  process.stdout.write(`npm test -- --only <stage>[,<stage>…]\n\n`);
  for (const { name, title, budgetMinutes } of stages)
    process.stdout.write(`  ${name.padEnd(12)} ${title} (${budgetMinutes} min)\n`);
  process.exitCode = unknown.length ? 2 : 0;
} else {
  process.exitCode = await main(stages.filter(({ name }) => !wanted || wanted.includes(name)));
}

interface Outcome {
  stage: Stage;
  count: Count;
  tookMs: number;
}

async function main(chosen: readonly Stage[]): Promise<number> {
  const outcomes: Outcome[] = [];
  for (const stage of chosen) {
    process.stdout.write(`\n── ${stage.title}\n\n`);
    const begun = Date.now();
    const count = await run(stage);
    outcomes.push({ stage, count, tookMs: Date.now() - begun });
  }
  process.stdout.write('\n');
  for (const { stage, count, tookMs } of outcomes)
    process.stdout.write(
      `${count.failed ? '✗' : '✓'} ${stage.name.padEnd(12)} ${closingLine(count).padEnd(28)} ${seconds(tookMs)} of ${stage.budgetMinutes} min\n`,
    );
  for (const { stage, tookMs } of outcomes) {
    const slow = overrun(stage.name, tookMs, stage.budgetMinutes);
    if (slow) process.stdout.write(`${slow}\n`);
  }
  const sum = total(outcomes.map(({ count }) => count));
  process.stdout.write(`\n${closingLine(sum)}\n`);
  return sum.failed || !sum.passed ? 1 : 0;
}

async function run(stage: Stage): Promise<Count> {
  try {
    // Journeys and faults run what was built; specs test the sources.
    if (stage.name === 'journeys' || stage.name === 'faults') await ensureBuilt(onTerminal(process.stdout));
    return await stage.run();
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
