// One configuration, three kinds of test, told apart by the file's ending: `.spec.ts` (no I/O),
// `.int.spec.ts` (real PostgreSQL and NATS) and `.e2e.spec.ts` (through the gateway).
/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Sources import each other as the emitted `.js`; the libraries are tested from source, not from dist.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@dotation/([a-z]+)$': '<rootDir>/libs/$1/src/index',
    '^@dotation/documents/paper$': '<rootDir>/libs/documents/src/paper.rules',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/libs/[a-z]+/dist/', '<rootDir>/.dotation/'],
  // Name the run's folder and clear it; the servers themselves start when a spec first asks for them.
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 60_000,
};
