// .mjs, so that jest loads it and Node itself reads the TypeScript behind it.
import { beginRun } from './servers.ts';

export default beginRun;
