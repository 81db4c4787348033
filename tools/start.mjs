// npm start
import { join } from 'node:path';
import { repository, runTool } from './bootstrap.mjs';

await runTool(join(repository, 'tools', 'start', 'main.ts'), process.argv.slice(2), {
  out: process.stdout,
  title: 'Dotation',
});
