// Installations made for a test, a bench or a fault run, in the system's temporary folder. A run that was
// killed leaves its processes behind; the next run ends them. Their folders' names begin with this:
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopLeftovers } from './leftovers.ts';
import { postgresHome, State } from './state.ts';

const prefix = 'dotation-';

/** Ends and removes installations in the temporary folder whose starter is gone. */
export async function sweepTemporary(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const state = State.at(join(tmpdir(), name));
    // Locked and alive: somebody's. Never locked: being made right now, or not an installation.
    if (!state?.wasKilled()) continue;
    await stopLeftovers(state);
    for (const folder of [postgresHome(state), state.folder])
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
