// Loaded into a service by `NODE_OPTIONS=--import`, to change one place of its running code: a bug the oracle must catch.
// If the place is not there any more the service does not start: a bug that is not planted proves nothing.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const { file, find, replace } = JSON.parse(process.env.DOTATION_PLANTED_BUG ?? '{}');

if (file !== undefined) {
  registerHooks({
    load(url, context, nextLoad) {
      if (!url.startsWith('file:') || !url.endsWith(file)) return nextLoad(url, context);
      const source = readFileSync(fileURLToPath(url), 'utf8');
      if (!source.includes(find)) {
        process.stderr.write(`The place for the planted bug is gone from ${file}: ${find}\n`);
        process.exit(70);
      }
      return { format: 'module', source: source.replace(find, replace), shortCircuit: true };
    },
  });
}
