import { cpSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { PartName, ServiceName, Stack } from '../../tools/stack/stack.ts';
import { moments } from './moments.ts';

export interface Kill {
  part: PartName;
  /** A named moment in the code, or `at random`. */
  moment: string;
  /** Commands were under way when it hit. */
  underLoad: boolean;
}

/** What is killed at random, in turn; services that write are killed before each named moment anyway. */
export const victims: PartName[] = [
  'postgres',
  'nats',
  'gateway',
  'postgres',
  'nats',
  'directory',
  'postgres',
  'nats',
  'audit',
  'handover',
  'assets',
  'procurement',
];

/** Kills parts of a running product, restarts them, and takes the broker's store away. */
export class Injector {
  readonly kills: Kill[] = [];
  storeDeleted = 0;
  storeRolledBack = 0;
  private readonly stack: Stack;
  private readonly busy: () => number;
  private readonly say: (text: string) => void;
  private readonly random: () => number;

  constructor(stack: Stack, busy: () => number, say: (text: string) => void, random: () => number) {
    this.stack = stack;
    this.busy = busy;
    this.say = say;
    this.random = random;
  }

  /** SIGKILL whenever it happens to be; the supervisor starts the part again. */
  async killPart(part: PartName): Promise<void> {
    const underLoad = this.busy() > 0;
    await this.stack.kill9(part);
    this.noted({ part, moment: 'at random', underLoad });
  }

  /**
   * Kills a service at random; the one that takes its place kills itself at the n-th passing of a named moment. Two kills
   * when it did, one when it did not pass the moment within the patience.
   */
  async killAtMoment(moment: string, service: ServiceName, patienceMs: number): Promise<boolean> {
    const nth = 1 + Math.floor(this.random() * 3);
    this.stack.setEnv(service, { DOTATION_FAULTS: '1', FAULT_POINT: `${moment}:${nth}` });
    const first = this.stack.process(service)?.pid;
    await this.killPart(service);
    await until(() => this.alive(service, first), 20_000);
    // Read at its start; whoever comes after it has a clean environment.
    this.stack.setEnv(service, { DOTATION_FAULTS: undefined, FAULT_POINT: undefined });
    const armed = this.stack.process(service)?.pid;
    const hit = await until(() => this.stack.process(service)?.pid !== armed, patienceMs);
    if (hit) this.noted({ part: service, moment, underLoad: this.busy() > 0 });
    else {
      this.say(`${service} did not pass ${moment} ${nth} times within ${patienceMs / 1000} s`);
      await this.stack.kill9(service);
    }
    await until(() => this.alive(service, armed), 20_000);
    await this.stack.ready([service]);
    return hit;
  }

  private alive(service: ServiceName, notThis: number | undefined): boolean {
    const pid = this.stack.process(service)?.pid;
    return pid !== undefined && pid !== notThis;
  }

  /** Every named moment at least `times` times; services take turns, and one that does not pass it is replaced. */
  async killAtEveryMoment(times: number, patienceMs: number): Promise<void> {
    for (let round = 0; round < times; round += 1)
      for (const { name, services } of moments) {
        let hit = false;
        for (let turn = 0; !hit && turn < services.length; turn += 1)
          hit = await this.killAtMoment(name, services[(round + turn) % services.length]!, patienceMs);
        if (!hit) throw new Error(`Nothing died at ${name}: the run does not cover it.`);
      }
  }

  /** The broker's whole store is gone, as after a lost disk. */
  async deleteStore(): Promise<void> {
    await this.stack.stop('nats');
    rmSync(this.stack.natsStoreDir, { recursive: true, force: true });
    await this.stack.start('nats');
    this.storeDeleted += 1;
    this.say('the JetStream store was deleted');
    await this.stack.ready();
  }

  /** The store goes back in time, as after restoring an old disk image. Returns how to do it once time has passed. */
  async snapshotStore(): Promise<() => Promise<void>> {
    const copy = `${this.stack.natsStoreDir}.snapshot`;
    await this.stack.stop('nats');
    rmSync(copy, { recursive: true, force: true });
    cpSync(this.stack.natsStoreDir, copy, { recursive: true });
    await this.stack.start('nats');
    await this.stack.ready();
    return async () => {
      await this.stack.stop('nats');
      rmSync(this.stack.natsStoreDir, { recursive: true, force: true });
      cpSync(copy, this.stack.natsStoreDir, { recursive: true });
      await this.stack.start('nats');
      this.storeRolledBack += 1;
      this.say('the JetStream store was rolled back');
      await this.stack.ready();
    };
  }

  private noted(kill: Kill): void {
    this.kills.push(kill);
    this.say(`kill ${this.kills.length}: ${kill.part} ${kill.moment}${kill.underLoad ? '' : ' (idle)'}`);
  }
}

/** Whether it came true within the patience. */
async function until(true_: () => boolean, patienceMs: number): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(20)) if (true_()) return true;
  return true_();
}
