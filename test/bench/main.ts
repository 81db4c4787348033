import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { acknowledgeMany } from './acknowledging.ts';
import { milliseconds, say, timed, type Figure } from './figures.ts';
import { memoryOf } from './memory.ts';
import { supplierLists } from './lists.ts';
import { moneyOf } from './money.ts';
import { papers } from './papers.ts';
import { lookups, requests } from './reading.ts';
import { propertyRegister } from './register.ts';
import { bulkReceipt } from './receiving.ts';
import { signInTogether } from './signing-in.ts';
import { setStage, type Stage } from './stage.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    money: { type: 'boolean', default: false },
    report: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const megabytes = ({ stack }: Stage): number =>
  memoryOf([...stack.names, 'postgres' as const, 'nats' as const].flatMap((part) => stack.process(part)?.pid ?? []));

const memory = (what: string, mb: number, aim: number | null): Figure => ({
  what: `memory ${what} (sum of PSS: seven services, PostgreSQL, NATS)`,
  measured: `${Math.round(mb)} MB`,
  floor: '–',
  ratio: null,
  aim: aim === null ? '–' : `under ${aim} MB`,
  reached: aim === null ? null : mb < aim,
});

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write('npm run bench -- [--quick] [--money] [--report FILE]\n');
    return 0;
  }
  const figures: Figure[] = [];
  say('starting a product of its own …');
  const cold = await timed(setStage);
  const stage = cold.result;
  try {
    const { stack } = stage;
    figures.push({
      what: 'first start: databases, migrations, services, demo data (packages and build present)',
      measured: milliseconds(cold.ms),
      floor: '–',
      ratio: null,
      aim: '–',
      reached: null,
    });
    const warm = await timed(async () => {
      for (const name of [...stack.names, 'nats', 'postgres'] as const) await stack.stop(name);
      const down = performance.now();
      await Promise.all([stack.start('postgres'), stack.start('nats')]);
      await Promise.all(stack.names.map((name) => stack.start(name)));
      return performance.now() - down;
    });
    figures.push({
      what: 'warm start of servers and services',
      measured: milliseconds(warm.result),
      floor: '–',
      ratio: null,
      aim: 'seconds',
      reached: warm.result < 15_000,
    });
    await pause(10_000);
    figures.push(memory('idle', megabytes(stage), 900));
    const present = values.quick ? 40_000 : 100_000;
    if (!values.money) {
      figures.push(...(await bulkReceipt(stage)));
      figures.push(...(await supplierLists(stage)));
      figures.push(...(await acknowledgeMany(stage)));
      figures.push(...(await lookups(stage, present)));
      figures.push(...(await propertyRegister(stage)));
      figures.push(...(await requests(stage, 5_000)));
      figures.push(...(await signInTogether(stage)));
      figures.push(...(await papers()));
    }
    figures.push(...(await moneyOf(stage, present)));
    figures.push(memory('after the bench', megabytes(stage), null));
  } finally {
    await stage.stack.destroy();
  }
  const table = new Table({
    head: ['what', 'measured', 'floor, same run', 'ratio', 'aim'],
    wordWrap: true,
    colWidths: [44, 40, 40, 8, 20],
  });
  for (const { what, measured, floor, ratio, aim, reached } of figures)
    table.push([
      what,
      measured,
      floor,
      ratio === null ? '–' : ratio.toFixed(2),
      `${aim}${reached === null ? '' : reached ? ' ✔' : ' ✘'}`,
    ]);
  process.stdout.write(`${table.toString()}\n`);
  if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(figures, null, 2)}\n`);
  return 0;
}

process.exitCode = await main();
