// The whole product on this machine: PostgreSQL, nats-server, databases, every service, kept running
// until `close`. Used by npm start, the journeys' tests, the benches and the fault runs.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PartName, Ports } from './addresses.ts';
import { Controls } from './controls.ts';
import { makeDatabases, migrateAll } from './installation.ts';
import { Noted, stopLeftovers } from './leftovers.ts';
import { natsBinary } from './nats-binary.ts';
import { startNats, stopNats } from './nats.ts';
import { keepOrReplace, refusal } from './ports.ts';
import { prepareCluster, startPostgres, stopPostgres } from './postgres.ts';
import { type Hooks, stop } from './processes.ts';
import { quietly, type Progress } from './progress.mjs';
import { secretsOf } from './secrets.ts';
import { environmentOf, given, repository, services, startService } from './services.ts';
import type { StackOptions } from './stack-options.ts';
import { postgresHome, State } from './state.ts';

export type { ServiceName } from './services.ts';
export type { PartName } from './addresses.ts';
export type { StackOptions } from './stack-options.ts';

const fixed = ['postgres', 'nats', 'natsMonitor'] as const;

/** Starts everything; on failure stops what was started and throws. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const state = new State(options.stateDir);
  state.lock();
  let stack: Stack | undefined;
  try {
    stack = new Stack(state, options);
    options.onBegin?.(stack);
    await stack.begin();
    return stack;
  } catch (error) {
    await stack?.close();
    state.unlock();
    throw error;
  }
}

export class Stack extends Controls {
  private readonly options: StackOptions;
  private readonly progress: Progress;
  private closed: Promise<void> | undefined;

  constructor(state: State, options: StackOptions) {
    // The ports are chosen in `begin`, which looks at what is free then.
    super(state, secretsOf(state, services), {} as Ports, options.services ?? services, options.restartPauses);
    this.options = options;
    this.progress = options.progress ?? quietly;
  }

  async begin(): Promise<void> {
    const left = await stopLeftovers(this.state);
    if (left.length) this.progress.note(`Stopped what an earlier run had left: ${left.join(', ')}`);
    this.noted = new Noted(this.state);
    await this.choosePorts();
    await Promise.all([this.beginPostgres(), this.beginNats()]);
    await this.progress.step('Databases and migrations', () => this.beginDatabases());
    await this.progress.step(`Services: ${this.names.join(', ')}`, () => this.beginServices());
  }

  private async choosePorts(): Promise<void> {
    const wished = this.state.read<Partial<Ports>>('ports.json') ?? {};
    const port = this.options.port;
    const refused = port ? await refusal(port) : undefined;
    if (refused) throw new Error(refused);
    this.ports = await keepOrReplace([...services, ...fixed], { ...wished, ...(port ? { gateway: port } : {}) });
    this.state.write('ports.json', this.ports);
  }

  private async beginPostgres(): Promise<void> {
    if (this.names.every((service) => given(service))) return;
    const options = {
      home: postgresHome(this.state),
      port: this.ports.postgres,
      password: this.secrets.postgresPassword,
      logFile: this.state.logFile('postgres'),
      durable: this.options.durable ?? true,
      environment: this.mark('postgres'),
    };
    this.add('postgres', (hooks) => startPostgres({ ...options, hooks }).then(() => undefined), stopPostgres);
    await this.progress.step('PostgreSQL 18', async () => {
      await prepareCluster(options);
      await this.part('postgres').start();
    });
  }

  private async beginNats(): Promise<void> {
    if (process.env['NATS_URL']) return;
    await this.progress.step('NATS JetStream', async (say) => {
      const home = this.state.path('nats');
      mkdirSync(home, { recursive: true, mode: 0o700 });
      const options = {
        binary: await natsBinary(join(repository, '.dotation', 'bin'), say),
        home,
        port: this.ports.nats,
        monitorPort: this.ports.natsMonitor,
        seeds: this.secrets.nkeySeeds,
        logFile: this.state.logFile('nats'),
        environment: this.mark('nats'),
      };
      this.add('nats', (hooks) => startNats({ ...options, hooks }).then(() => undefined), stopNats);
      await this.part('nats').start();
    });
  }

  private async beginDatabases(): Promise<void> {
    await makeDatabases(this.names, this.secrets, this.postgresAdminUrl);
    await migrateAll(Object.fromEntries(this.names.map((service) => [service, this.database(service)])));
  }

  private async beginServices(): Promise<void> {
    const filesDir = this.state.path('files');
    mkdirSync(filesDir, { recursive: true, mode: 0o700 });
    const around = {
      ports: this.ports,
      databases: Object.fromEntries(this.names.map((service) => [service, this.database(service)])),
      natsUrl: this.natsUrl,
      secrets: this.secrets,
      filesDir,
      demo: this.options.demo ?? false,
      stateFolder: this.state.folder,
    };
    for (const service of this.names) {
      this.environments.set(service, { ...environmentOf(service, around), ...this.options.env?.[service] });
      const logFile = this.state.logFile(service);
      const launch = (hooks: Hooks) =>
        startService(
          {
            service,
            environment: this.environmentOnce(service),
            logFile,
            readyTimeoutMs: this.options.readyTimeoutMs ?? 60_000,
          },
          hooks,
        );
      // A service drains: requests in hand, the reader's transaction, calls, then the relay's last batch.
      this.add(service, launch, (id) => stop(id, 'SIGTERM', 15_000));
    }
    await Promise.all(this.names.map((service) => this.part(service).start()));
  }

  /** Stops all in order: gateway, services, NATS, PostgreSQL. Safe to call twice. */
  close(): Promise<void> {
    this.phase = 'closing';
    this.closed ??= this.stopAll();
    return this.closed;
  }

  private async stopAll(): Promise<void> {
    const rest = this.names.filter((service) => service !== 'gateway');
    for (const [title, parts] of [
      ['Gateway', ['gateway']],
      [`Services: ${rest.join(', ')}`, rest],
      ['NATS', ['nats']],
      ['PostgreSQL', ['postgres']],
    ] as [string, PartName[]][]) {
      const there = parts.flatMap((name) => this.parts.get(name) ?? []);
      if (!there.length) continue;
      await this.progress.step(`Stop ${title}`, async (say) => {
        const ends = await Promise.all(there.map(async (part) => [part.name, await part.stop()] as const));
        const killed = ends.filter(([, how]) => how === 'killed').map(([name]) => name);
        if (killed.length) say(`had to be killed: ${killed.join(', ')}`);
      });
    }
    this.parts.clear();
    this.state.unlock();
  }

  /** Second Ctrl-C: everything ends now; the next start recovers. */
  async force(): Promise<void> {
    await Promise.all([...this.parts.values()].map((part) => (part.stop().catch(() => undefined), part.kill9())));
    this.state.unlock();
  }

  /** Close, and remove all that was kept. */
  async destroy(): Promise<void> {
    await this.close();
    const home = postgresHome(this.state);
    for (const folder of [home, this.state.folder]) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }

  private mark(part: PartName): Record<string, string> {
    return { DOTATION_STATE: this.state.folder, DOTATION_PART: part };
  }
}
