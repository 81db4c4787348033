// node tools/complete-lockfile.mjs, after npm install: writes into package-lock.json the optional packages of
// other machines that npm left out. npm leaves out what its registry could not serve at that moment (a partial
// mirror has no macOS or Windows builds), and then `npm ci` refuses the lockfile on every machine. Such an entry
// has its exact version from the package that asks for it, and no checksum.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leftOut, platformOf } from './bootstrap.rules.mjs';

const path = join(dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const missing = leftOut(lock);
for (const { name, version, from } of missing) {
  const dev = lock.packages[from].dev ? { dev: true } : {};
  const platform = platformOf(name);
  if (!/^\d+\.\d+\.\d+/.test(version) || !platform)
    throw new Error(`Cannot complete ${name}@${version} (asked for by ${from}).`);
  lock.packages[`node_modules/${name}`] = { version, ...dev, optional: true, ...platform };
}
if (missing.length) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
}
process.stdout.write(`${missing.length} packages of other machines added.\n`);
