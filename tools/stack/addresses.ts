// Where the parts of an installation are: for the stack itself, and for tools that look at one that another
// process runs (`npm run ops`, journeys, oracles).
import { rolesOf, urlFor, type DatabaseUrls } from './databases.ts';
import { loopback } from './ports.ts';
import type { Secrets } from './secrets.ts';
import { given, type ServiceName } from './services.ts';
import { State } from './state.ts';

export type PartName = ServiceName | 'postgres' | 'nats';
export type Ports = Record<PartName | 'natsMonitor', number>;

export class Addresses {
  protected readonly state: State;
  readonly secrets: Secrets;
  protected ports: Ports;

  constructor(state: State, secrets: Secrets, ports: Ports) {
    this.state = state;
    this.secrets = secrets;
    this.ports = ports;
  }

  get stateDir(): string {
    return this.state.folder;
  }
  /** Of the gateway: the only address people and the public API know. */
  get baseUrl(): string {
    return this.url('gateway');
  }
  /** Of one service, past the gateway: /livez, /readyz, /metrics. */
  url(service: ServiceName): string {
    return `http://${loopback}:${this.ports[service]}`;
  }
  get natsUrl(): string {
    return process.env['NATS_URL'] ?? `nats://${loopback}:${this.ports.nats}`;
  }
  get natsMonitorUrl(): string {
    return `http://${loopback}:${this.ports.natsMonitor}`;
  }
  get natsStoreDir(): string {
    return this.state.path('nats', 'store');
  }
  /** Of the superuser, to database `postgres`. */
  get postgresAdminUrl(): string {
    return `postgres://postgres:${this.secrets.postgresPassword}@${loopback}:${this.ports.postgres}/postgres`;
  }
  /** Past every policy: the superuser (on a given server: the owner) in one service's database, for oracles and benches. */
  adminUrl(service: ServiceName): string {
    const own = given(service);
    return own ?? urlFor(this.postgresAdminUrl, 'postgres', this.secrets.postgresPassword, service);
  }
  /** The three roles of a service, as its processes use them. */
  database(service: ServiceName): DatabaseUrls {
    const credentials = this.secrets.databases[service];
    if (!credentials) throw new Error(`No passwords for ${service}.`);
    const roles = rolesOf(service);
    const base = this.adminUrl(service);
    return {
      ownerUrl: given(service) ?? urlFor(base, roles.owner, credentials.owner),
      url: urlFor(base, roles.runtime, credentials.runtime),
      workerUrl: urlFor(base, roles.worker, credentials.worker),
    };
  }
  logFile(part: PartName): string {
    return this.state.path('logs', `${part}.log`);
  }
}

/** Of an installation that was started at least once; undefined when `stateDir` holds none. */
export function addressesOf(stateDir: string): Addresses | undefined {
  const state = State.at(stateDir);
  const secrets = state?.read<Secrets>('secrets.json');
  const ports = state?.read<Ports>('ports.json');
  return state && secrets && ports ? new Addresses(state, secrets, ports) : undefined;
}
