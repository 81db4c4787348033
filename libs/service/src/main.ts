import { EnvironmentError } from './environment.js';
import { createService } from './start.js';
import type { Service, ServiceOptions } from './start.js';

const longestDrain = 20_000;
/** Exit code of sysexits.h for a configuration that cannot work. */
const configurationError = 78;

/** All of a service's main.ts: starts, says where, and stops in order on SIGTERM or SIGINT. */
export async function startService(options: ServiceOptions): Promise<void> {
  try {
    const service = await createService(options);
    stopOnSignals(service);
    const address = await service.listen();
    service.logger.info({ msg: 'listening', address });
  } catch (error) {
    process.stderr.write(`${options.name} cannot start. ${describe(error)}\n`);
    process.exit(error instanceof EnvironmentError ? configurationError : 1);
  }
}

function describe(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function stopOnSignals(service: Service): void {
  const stop = (signal: string): void => {
    if (service.isStopping) return;
    service.logger.info({ msg: 'stopping', signal });
    setTimeout(() => {
      service.logger.error({ msg: 'Not everything finished in time; leaving anyway' });
      process.exit(1);
    }, longestDrain).unref();
    service.close().then(
      () => {
        service.logger.info({ msg: 'stopped' });
        process.exit(0);
      },
      (error: unknown) => {
        service.logger.error({ msg: 'Stopping failed', err: error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const giveUp = (error: unknown): void => {
    // The state of a process after an error nobody caught is unknown; a new one starts from the database.
    service.logger.fatal({ msg: 'Error that nobody caught', err: error });
    process.exit(1);
  };
  process.on('uncaughtException', giveUp);
  process.on('unhandledRejection', giveUp);
}
