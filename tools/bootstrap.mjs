// The first steps of every command: packages, Node 24, build. Runs under any Node ≥ 20.19 with nothing
// installed, so: plain JavaScript, Node's own modules only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { atLeast, missingPackages } from './bootstrap.rules.mjs';
import { onTerminal } from './stack/progress.mjs';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A message for a person: printed without a stack trace. */
class Stop extends Error {}

/**
 * Runs a TypeScript tool under Node 24 with everything in place; never returns to the caller's next line
 * when it has to start another Node for it. Progress goes to `out`, so that a tool's own output stays clean.
 * @param {string} tool absolute path of the .ts file
 * @param {string[]} args
 * @param {{ out?: NodeJS.WriteStream, build?: boolean, title?: string }} options
 */
export async function runTool(tool, args, { out = process.stderr, build = true, title } = {}) {
  try {
    if (!atLeast(process.versions.node, [20, 19])) {
      throw new Stop(`Node ${process.versions.node} is too old: 20.19 or newer is needed (https://nodejs.org).`);
    }
    const again = process.env['DOTATION_BOOTSTRAPPED'] === '1';
    if (title && !again) out.write(`\n${title}\n\n`);
    const progress = onTerminal(out);
    if (!again) await ensurePackages(progress);
    if (!atLeast(process.versions.node, [24, 0])) return await underNode24(process.argv[1], process.argv.slice(2));
    delete process.env['DOTATION_BOOTSTRAPPED'];
    if (build) await ensureBuilt(progress);
    // Kept between runs: without it every run loads a TypeScript parser (60 MB) to read our own tools.
    nodeModule.enableCompileCache?.(join(repository, '.dotation', 'compiled'));
    process.argv = [process.argv[0], tool, ...args];
    await import(pathToFileURL(tool).href);
  } catch (error) {
    process.stderr.write(`\n${error instanceof Stop ? error.message : (error?.stack ?? String(error))}\n`);
    process.exitCode = 1;
  }
}

async function ensurePackages(progress) {
  const missing = missingPackages(
    readJson(join(repository, 'package-lock.json')),
    readJson(join(repository, 'node_modules', '.package-lock.json')),
    {
      os: process.platform,
      cpu: process.arch,
      libc: libc(),
    },
  );
  if (missing.length === 0) return;
  await progress.step('Packages', async (say) => {
    say(
      existsSync(join(repository, 'node_modules')) ? `${missing.length} new or changed` : 'first time, a minute or two',
    );
    // npm tells us where it is when we run under it; else it is on the PATH.
    const npm = process.env['npm_execpath'];
    const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    const { code, text } = await output(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) throw new Stop(`Installing packages failed (npm ci). Is there a network?\n${npmError(text)}`);
  });
}

function libc() {
  if (process.platform !== 'linux') return undefined;
  process.report.excludeNetwork = true; // it would look up the name of every peer
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

/** Node 24 comes as one of the packages, so that nobody has to install it. */
async function underNode24(script, args) {
  const packed = join(repository, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (!existsSync(packed) || spawnSync(packed, ['--version']).status !== 0) {
    throw new Stop(
      `Node 24 is needed; this is ${process.versions.node}, and the packages hold none for ${process.platform}-${process.arch}. ` +
        'Install Node 24 (https://nodejs.org) and run the same command again.',
    );
  }
  const child = spawn(packed, [script, ...args], {
    stdio: 'inherit',
    env: {
      ...process.env,
      DOTATION_BOOTSTRAPPED: '1',
      DOTATION_CHILD: '1',
      PATH: `${dirname(packed)}:${process.env['PATH'] ?? ''}`,
    },
  });
  // The child decides when it is done. From a terminal it gets Ctrl-C twice, its own and ours: it takes two in a moment for one.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  process.exitCode = await new Promise((resolve) => {
    child.on('exit', (code, name) => resolve(code ?? 128 + (constants.signals[name] ?? 0)));
    child.on('error', () => resolve(1));
  });
}

/**
 * `tsc -b` only when a source, a configuration or an output changed since the last time it succeeded: even when
 * there is nothing to do it takes seconds to find out.
 */
export async function ensureBuilt(progress) {
  const stamp = join(repository, 'dist', '.built');
  const outputs = () =>
    folders('apps').map((app) => join(repository, 'dist', 'apps', app, isPage(app) ? 'index.html' : 'main.js'));
  const current = fingerprint();
  const upToDate =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === current && [...outputs(), ...libraries()].every(existsSync);
  if (upToDate) return;
  await progress.step('Build', async () => {
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
    const { code, text } = await output(process.execPath, [tsc, '-b', '--pretty', 'false']);
    if (code !== 0)
      throw new Stop(`The build failed (npm run build shows all):\n${text.trim().split('\n').slice(0, 20).join('\n')}`);
    for (const app of folders('apps').filter(isPage)) {
      const vite = join(repository, 'node_modules', 'vite', 'bin', 'vite.js');
      const config = join(repository, 'apps', app, 'vite.config.mjs');
      const made = await output(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn']);
      if (made.code !== 0) throw new Stop(`The build of apps/${app} failed:\n${made.text.trim()}`);
    }
    // Taken before the build: a source saved meanwhile is built next time.
    writeFileSync(stamp, current);
  });
}

const isConfiguration = (entry) => entry.startsWith('tsconfig') || /\.(mjs|html)$/.test(entry);
const folders = (name) =>
  readdirSync(join(repository, name), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(repository, name, entry.name, 'src')))
    .map((entry) => entry.name);
/** Apps that run in a browser are bundled; the others are compiled. */
const isPage = (app) => existsSync(join(repository, 'apps', app, 'vite.config.mjs'));
const libraries = () => folders('libs').map((lib) => join(repository, 'libs', lib, 'dist', 'index.js'));

function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']) add(join(repository, file));
  for (const top of ['apps', 'libs']) {
    for (const name of folders(top)) {
      for (const file of readdirSync(join(repository, top, name)).filter(isConfiguration))
        add(join(repository, top, name, file));
      const src = join(repository, top, name, 'src');
      for (const file of readdirSync(src, { recursive: true }).sort())
        if (/\.(tsx?|json|css)$/.test(file) && !file.endsWith('.spec.ts')) add(join(src, file));
    }
  }
  return hash.digest('hex');
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function output(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
    child.on('error', (error) => resolve({ code: 1, text: `${text}${error.message}` }));
    child.on('close', (code) => resolve({ code, text }));
  });
}

/** npm says what is wrong first, and its usage after. */
const npmError = (text) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('npm error') && line.length > 'npm error '.length)
    .slice(0, 12)
    .join('\n');
