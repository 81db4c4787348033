// npm test
import { join } from 'node:path';
import { repository, runTool } from './bootstrap.mjs';

// Not built first: a source that does not compile is one failed check, not the end of the run.
await runTool(join(repository, 'tools', 'test', 'main.ts'), process.argv.slice(2), { build: false });
