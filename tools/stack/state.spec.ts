import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDataVersion } from './postgres.ts';
import { identify } from './processes.ts';
import { secretsOf } from './secrets.ts';
import { State, StateInUse } from './state.ts';

describe('the state folder', () => {
  let folder: string;
  let state: State;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'dotation state ')), 'inner folder');
    state = new State(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is closed to others, and so is every secret in it', () => {
    const secrets = secretsOf(state, ['assets']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(state.path('secrets.json')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(secrets.fieldKey, 'base64')).toHaveLength(32);
    expect(secrets.principalPublicKey).not.toHaveProperty('d');
  });

  it('keeps its secrets, and adds those of a new service', () => {
    const before = secretsOf(state, ['assets']);
    const after = secretsOf(state, ['assets', 'audit']);
    expect(after.databases['assets']).toEqual(before.databases['assets']);
    expect(after.bootstrapToken).toBe(before.bootstrapToken);
    expect(after.nkeySeeds['audit']).toMatch(/^SU/);
  });

  it('belongs to one starter at a time', () => {
    state.lock();
    expect(() => new State(folder).lock()).toThrow(StateInUse);
    expect(() => new State(folder).lock()).toThrow(`process ${process.pid}`);
    state.unlock();
    new State(folder).lock();
  });

  it('is taken over from a starter that was killed, though its number is in use again', () => {
    writeFileSync(state.path('lock.json'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
    expect(state.wasKilled()).toBe(true);
    state.lock();
    expect(state.wasKilled()).toBe(false);
    expect(state.read('lock.json')).toEqual(identify(process.pid));
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('has one winner when two starters find the same stale lock', async () => {
    writeFileSync(state.path('lock.json'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
    const script = `import(${JSON.stringify(join(import.meta.dirname, 'state.ts'))}).then(({ State }) => {
      try { new State(${JSON.stringify(folder)}).lock(); console.log('won'); setTimeout(() => {}, 1500); } catch { console.log('lost'); } })`;
    const said = await Promise.all(
      Array.from(
        { length: 4 },
        () =>
          new Promise<string>((resolve) => {
            const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', script]);
            child.stdout.once('data', (text: Buffer) => resolve(String(text).trim()));
          }),
      ),
    );
    expect(said.filter((word) => word === 'won')).toHaveLength(1);
    expect(existsSync(state.path('lock.json'))).toBe(true);
  });
});

describe('a data directory of PostgreSQL', () => {
  it('is refused when another major version wrote it, and taken when the same did', () => {
    expect(() => checkDataVersion('17', '18.4.0', '/data')).toThrow('written by PostgreSQL 17');
    expect(() => checkDataVersion('18', '18.4.0', '/data')).not.toThrow();
  });
});
