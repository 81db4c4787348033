// What can be done to the parts of a running stack, one by one: tests, benches and fault runs use it.
import { EventEmitter } from 'node:events';
import { Addresses, type PartName, type Ports } from './addresses.ts';
import type { Noted } from './leftovers.ts';
import type { ProcessId } from './processes.ts';
import type { Secrets } from './secrets.ts';
import { ready, type ServiceName } from './services.ts';
import type { State } from './state.ts';
import { Part, type Launch, type PartEvent } from './supervisor.ts';

export class Controls extends Addresses {
  readonly events = new EventEmitter<{ event: [PartEvent] }>();
  readonly names: readonly ServiceName[];
  protected readonly parts = new Map<PartName, Part>();
  protected readonly environments = new Map<ServiceName, Record<string, string>>();
  protected phase: 'running' | 'closing' = 'running';
  protected noted!: Noted;
  private readonly pauses: readonly number[] | undefined;

  constructor(
    state: State,
    secrets: Secrets,
    ports: Ports,
    names: readonly ServiceName[],
    pauses: readonly number[] | undefined,
  ) {
    super(state, secrets, ports);
    this.names = names;
    this.pauses = pauses;
  }

  process(part: PartName): ProcessId | undefined {
    return this.parts.get(part)?.process;
  }

  /** Starts one part again that was stopped; resolves when it is ready. */
  start(part: PartName): Promise<void> {
    return this.part(part).start();
  }
  /** Ends one part politely; it stays down until `start`. */
  stop(part: PartName): Promise<'gone' | 'stopped' | 'killed'> {
    return this.part(part).stop();
  }
  /** SIGKILL; the supervisor starts it again. */
  kill9(part: PartName): Promise<void> {
    return this.part(part).kill9();
  }
  /** Stop and start, where wanted with another environment (kept until set again). */
  async restart(part: PartName, env?: Record<string, string | undefined>): Promise<void> {
    await this.stop(part);
    if (env) this.setEnv(part as ServiceName, env);
    await this.start(part);
  }
  /** Changes what the service gets when it is started next; undefined takes a variable away. */
  setEnv(service: ServiceName, env: Record<string, string | undefined>): void {
    const all = { ...this.environments.get(service), ...env };
    this.environments.set(
      service,
      Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    );
  }
  /** Waits until every service (or one) answers /readyz with 200; throws when it does not. */
  async ready(which: readonly ServiceName[] = this.names, timeoutMs = 60_000): Promise<void> {
    await Promise.all(
      which.map(async (service) => {
        const answer = await ready(`${this.url(service)}/readyz`, timeoutMs);
        if (answer !== 'ready') throw new Error(`${service} is not ready after ${timeoutMs / 1000} s: ${answer}`);
      }),
    );
  }

  /** A fault point is for one life: whoever dies of it comes back without. */
  protected environmentOnce(service: ServiceName): Record<string, string> {
    const environment = this.environments.get(service) ?? {};
    if ('FAULT_POINT' in environment) this.setEnv(service, { FAULT_POINT: undefined });
    return environment;
  }

  protected add(name: PartName, launch: Launch, end: (id: ProcessId) => Promise<'gone' | 'stopped' | 'killed'>): void {
    if (this.phase === 'closing') throw new Error('Interrupted.');
    const part = new Part({
      name,
      launch,
      end,
      noted: (id) => this.noted.set(name, id),
      ...(this.pauses && { pauses: this.pauses }),
    });
    part.events.on('event', (event) => this.events.emit('event', event));
    this.parts.set(name, part);
  }

  protected part(name: PartName): Part {
    if (this.phase === 'closing') throw new Error('Interrupted.');
    const part = this.parts.get(name);
    if (!part) throw new Error(`${name} is not part of this stack.`);
    return part;
  }
}
