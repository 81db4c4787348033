// node tools/run.mjs <tool.ts> [arguments]: runs one of our TypeScript tools under Node 24, built and installed.
import { resolve } from 'node:path';
import { runTool } from './bootstrap.mjs';

const [tool, ...args] = process.argv.slice(2);
if (tool) await runTool(resolve(tool), args);
else {
  process.stderr.write('Which tool? node tools/run.mjs <tool.ts> [arguments]\n');
  process.exitCode = 2;
}
