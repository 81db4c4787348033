// npm run check
import { join } from 'node:path';
import { repository, runTool } from './bootstrap.mjs';

await runTool(join(repository, 'tools', 'check', 'main.ts'), process.argv.slice(2), { build: false });
