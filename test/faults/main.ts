import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bugs, type PlantedBug } from './bugs.ts';
import { unnoticed } from './doctored.ts';
import { Injector, victims } from './injector.ts';
import { listen, type Listener } from './listener.ts';
import { manyLives } from './lives.ts';
import { judge, quiet, withDatabases } from './oracle.ts';
import { RunRecord } from './record.ts';
import { makeModel, setStage, type Stage } from './stage.ts';
import { setTimeout as pause } from 'node:timers/promises';

const usage = `npm run faults -- --small | --full [--seed N] [--report FILE]

  --small   40 kills and 3 planted bugs, at most five minutes (what CI runs)
  --full    200 kills and 11 planted bugs
`;

/** A small generator with a seed, so that a run's choices can be repeated (the timing of a kill cannot). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const began = Date.now();
const lines: string[] = [];
function say(text: string): void {
  const line = `${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${text}`;
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

interface Plan {
  kills: number;
  /** How often each moment named in the code is hit. */
  eachMoment: number;
  plantedBugs: number;
  workers: number;
  seed: number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      small: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      seed: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.small === values.full) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const plan: Plan = {
    kills: values.full ? 200 : 40,
    eachMoment: values.full ? 9 : 2,
    plantedBugs: values.full ? bugs.length : 3,
    workers: 4,
    seed: values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed),
  };
  say(`seed ${plan.seed}: ${plan.kills} kills, ${plan.plantedBugs} planted bugs`);
  const model = await makeModel();
  const stage = await setStage(model.folder, 90_000);
  say(`the product runs with demo data at ${stage.stack.baseUrl}`);
  const failures: string[] = [];
  try {
    failures.push(...(await oracleCatches(stage, plan)));
    for (const bug of bugs.slice(0, plan.plantedBugs)) failures.push(...(await planted(bug, model.folder, plan)));
    failures.push(...(await killing(stage, plan)));
  } catch (error) {
    failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    model.remove();
    if (failures.length === 0) await stage.stack.destroy();
    else {
      await stage.stack.close();
      say(`what is left is kept in ${stage.folder}`);
    }
  }
  for (const failure of failures) say(`FAILED: ${failure}`);
  say(failures.length === 0 ? 'passed' : `${failures.length} failed`);
  if (values.report !== undefined) writeFileSync(values.report, `${lines.join('\n')}\n`);
  return failures.length === 0 ? 0 : 1;
}

const record = (stage: Stage, name: string): RunRecord => new RunRecord(join(stage.folder, `${name}.jsonl`));

/** First the oracle itself: it passes a sound run and notices ten doctored databases. */
async function oracleCatches(stage: Stage, plan: Plan): Promise<string[]> {
  const { stack } = stage;
  const sound = record(stage, 'sound');
  const listener = await listen(stage.cast(sound));
  await spell(stage, sound, plan.workers, 8);
  const failures = await verdict(stage, sound, 'a run without faults', listener);
  listener.close();
  const services = stack.names;
  for (const service of services) await stack.stop(service);
  const missed = await unnoticed(stack.postgresAdminUrl, (service) => stack.adminUrl(service), say);
  failures.push(...missed.map((what) => `the oracle did not notice: ${what}`));
  await Promise.all(services.map((service) => stack.start(service)));
  return failures;
}

/** A bug planted in running code spoils its databases for good: it gets a product of its own. */
async function planted(bug: PlantedBug, model: string, plan: Plan): Promise<string[]> {
  const stage = await setStage(model, 8_000);
  try {
    const { file, find, replace } = bug;
    await stage.stack.restart(bug.service, {
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'plant.mjs')}`,
      DOTATION_PLANTED_BUG: JSON.stringify({ file, find, replace }),
    });
    const told = record(stage, 'planted');
    let complaint: string | null = null;
    const listener = await listen(stage.cast(told));
    const lives = manyLives(Array.from({ length: plan.workers }, () => stage.cast(told)));
    const injector = new Injector(stage.stack, lives.busy, () => undefined, seeded(plan.seed));
    if (bug.diesAt !== undefined)
      for (let times = 0; times < 3; times += 1) await injector.killAtMoment(bug.diesAt, bug.service, 10_000);
    await pause(3_000);
    await lives.stop(2_000).catch((error: unknown) => {
      complaint = `a caller saw it: ${String(error).split('\n')[0]}`;
    });
    const caught = await withDatabases(
      (service) => stage.stack.adminUrl(service),
      async (ask) => {
        const waiting = await quiet(ask, 3_000);
        const [violation] = [...(await judge(ask, told)), ...(await listener.missing(ask, 3_000))];
        return violation === undefined
          ? waiting === null
            ? complaint
            : `never at rest: ${waiting}`
          : `${violation.check}: ${violation.detail}`;
      },
    );
    say(
      `planted in ${bug.service}: ${bug.what}: ${caught === null ? 'NOT CAUGHT' : `caught (${caught.slice(0, 160)})`}`,
    );
    listener.close();
    return caught === null ? [`the oracle did not catch: ${bug.what}`] : [];
  } finally {
    await stage.stack.destroy();
  }
}

/** Some consignments without faults. */
async function spell(stage: Stage, told: RunRecord, workers: number, atLeast: number): Promise<void> {
  const lives = manyLives(Array.from({ length: workers }, () => stage.cast(told)));
  while (lives.lived < atLeast && lives.busy() > 0) await pause(50);
  await lives.stop();
}

async function verdict(stage: Stage, told: RunRecord, of: string, listener?: Listener): Promise<string[]> {
  return withDatabases(
    (service) => stage.stack.adminUrl(service),
    async (ask) => {
      const waiting = await quiet(ask, 60_000);
      if (waiting !== null) return [`${of}: not at rest after 60 s: ${waiting}`];
      const violations = [...(await judge(ask, told)), ...((await listener?.missing(ask, 60_000)) ?? [])];
      if (listener) say(`${listener.heard} facts came to a webhook, ${listener.repeats} of them again`);
      say(`${of}: ${told.count('ok')} commands acknowledged, ${told.repeats} repeats, ${violations.length} violations`);
      return violations.slice(0, 10).map(({ check, detail }) => `${of}: ${check}: ${detail}`);
    },
  );
}

/** Every named moment twice, the rest at random, the broker's store deleted once and rolled back once. */
async function killing(stage: Stage, plan: Plan): Promise<string[]> {
  const told = record(stage, 'killing');
  const listener = await listen(stage.cast(told));
  const lives = manyLives(Array.from({ length: plan.workers }, () => stage.cast(told)));
  const random = seeded(plan.seed);
  const injector = new Injector(stage.stack, lives.busy, say, random);
  const failures: string[] = [];
  try {
    const rollBack = await injector.snapshotStore();
    await injector.killAtEveryMoment(plan.eachMoment, 15_000);
    await rollBack();
    for (let turn = 0; injector.kills.length < plan.kills; turn += 1) {
      if (turn === 2) await injector.deleteStore();
      await pause(200 + random() * 800);
      await injector.killPart(victims[turn % victims.length]!);
    }
    await stage.stack.ready();
  } catch (error) {
    failures.push(`the injector: ${error instanceof Error ? error.message : String(error)}`);
  }
  await lives.stop().catch((error: unknown) => failures.push(`a caller: ${String(error)}`));
  failures.push(...(await verdict(stage, told, `${injector.kills.length} kills`, listener)));
  listener.close();
  const hit = injector.kills.filter((kill) => kill.underLoad).length;
  say(`${lives.lived} consignments lived; ${hit} of ${injector.kills.length} kills hit while commands were under way`);
  say(
    `moments: ${[...Map.groupBy(injector.kills, (kill) => kill.moment)].map(([moment, kills]) => `${moment} ${kills.length}`).join(', ')}`,
  );
  if (hit < injector.kills.length / 2 || told.repeats === 0)
    failures.push('void: the faults did not hit a working product');
  if (injector.storeDeleted !== 1 || injector.storeRolledBack !== 1)
    failures.push('void: the broker’s store was not deleted once and rolled back once');
  return failures;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
