// Where the parts of the installation are that this tool looks at: what `npm start` wrote down, or the environment.
import { connect } from 'node:net';
import { DataSource } from 'typeorm';
import { addressesOf } from '../stack/addresses.ts';
import { given, services, type ServiceName } from '../stack/services.ts';

export interface Place {
  service: ServiceName;
  /** Undefined when nobody has said where the process listens. */
  url: string | undefined;
  databaseUrl: string;
  ownerUrl: string;
}

export interface Installation {
  places: Place[];
  natsUrl: string | undefined;
}

/**
 * Of the folder `npm start` keeps, or of DATABASE_URL_<SERVICE>, NATS_URL and SERVICE_URLS (JSON, service to address).
 * Undefined when there is neither.
 */
export function installationAt(stateDir: string): Installation | undefined {
  const addresses = addressesOf(stateDir);
  const urls = JSON.parse(process.env['SERVICE_URLS'] ?? '{}') as Partial<Record<ServiceName, string>>;
  const places = services.flatMap((service): Place[] => {
    const url = urls[service] ?? addresses?.url(service);
    if (addresses) {
      const { workerUrl, ownerUrl } = addresses.database(service);
      return [{ service, url, databaseUrl: workerUrl, ownerUrl }];
    }
    const own = given(service);
    return own ? [{ service, url, databaseUrl: own, ownerUrl: own }] : [];
  });
  if (places.length === 0) return undefined;
  return { places, natsUrl: addresses?.natsUrl ?? process.env['NATS_URL'] };
}

/** Runs `work` on a service's database, with a connection of its own. */
export async function withDatabase<T>(url: string, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = new DataSource({
    type: 'postgres',
    url,
    applicationName: 'ops',
    connectTimeoutMS: 3_000,
    poolSize: 2,
    installExtensions: false,
    extra: { statement_timeout: 15_000 },
    poolErrorHandler: () => undefined,
  });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy().catch(() => undefined);
  }
}

/** Null when a broker greets at this address, else why not. */
export async function brokerComplaint(natsUrl: string): Promise<string | null> {
  const complaints = await Promise.all(natsUrl.split(',').map(greeting));
  return complaints.includes(null) ? null : (complaints[0] ?? 'no address');
}

async function greeting(address: string): Promise<string | null> {
  const url = new URL(address.includes('://') ? address : `nats://${address}`);
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname, port: Number(url.port || 4222), timeout: 3_000 });
    const end = (complaint: string | null): void => {
      socket.destroy();
      resolve(complaint);
    };
    // A server greets first; who does not is something else.
    socket.once('data', (greeted) =>
      end(greeted.toString('latin1').startsWith('INFO ') ? null : 'what answers is no NATS'),
    );
    socket.once('timeout', () => end('no answer in 3 s'));
    socket.once('error', (error) => end(reasonOf(error)));
  });
}

export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const { code, message, cause } = error as Error & { code?: string };
  if (cause !== undefined) return reasonOf(cause);
  return code === 'ECONNREFUSED' ? 'nothing listens there' : message || code || String(error);
}
