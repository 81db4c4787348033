// The boundaries of docs/style.md, each with its reason.
const service = '^apps/([^/]+)/src/';
const spec = '\\.(int\\.|e2e\\.)?spec\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that need each other are one thought in two places: neither can be read, tested or moved alone.',
      from: {},
      // A type that names its owner is no dependency at run time.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'services-are-strangers',
      severity: 'error',
      comment: 'A service knows another one only through libs/contracts: else they deploy, break and migrate together.',
      from: { path: service },
      to: { path: service, pathNot: '^apps/$1/src/' },
    },
    {
      name: 'field-is-small',
      severity: 'error',
      comment:
        'The field app starts in seconds on EDGE: it takes Preact and idb, and nothing that was written for a server or a desk.',
      from: { path: '^apps/field/src/', pathNot: spec },
      to: { pathNot: ['^apps/field/src/', '^node_modules/(preact|idb|vite)/'] },
    },
    {
      name: 'desk-is-a-page',
      severity: 'error',
      comment:
        'The desk speaks to the services over HTTP like any caller: it takes its component library and nothing that was written for a server or the phone.',
      from: { path: '^apps/console/src/', pathNot: spec },
      to: {
        pathNot: [
          '^apps/console/src/',
          '^node_modules/(@mantine|@tanstack|@types/react|@types/react-dom|react|react-dom|wouter|i18next|react-i18next|uqr|vite)/',
        ],
      },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment:
        'A rule decides from plain data: contracts, the errors it refuses with, and other rules (and hashes, which only compute, and the list of currencies, which is a table). No database, network or framework, so that it is tested with data alone.',
      from: { path: '^apps/[^/]+/src/.*\\.rules\\.ts$' },
      to: {
        pathNot: [
          '\\.rules\\.ts$',
          '/errors\\.ts$',
          '^libs/contracts/',
          '^(node:)?crypto$',
          '^node_modules/currency-codes/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'contracts-are-data',
      severity: 'error',
      comment:
        'Contracts are read by every process in every version: they import nothing but the decorators that check them.',
      from: { path: '^libs/contracts/src/', pathNot: spec },
      to: { pathNot: ['^libs/contracts/src/', 'node_modules/(class-validator|class-transformer|reflect-metadata)/'] },
    },
    {
      name: 'libraries-know-no-business',
      severity: 'error',
      comment:
        'Messaging, service and documents libraries carry any business; a business word in them is a rule nobody would look for there.',
      from: { path: '^libs/(documents|messaging|service)/' },
      to: { path: ['^libs/contracts/', '^apps/'] },
    },
    {
      name: 'libraries-by-their-door',
      severity: 'error',
      comment: 'What a library does not export may change tomorrow.',
      // The starter writes the broker's configuration before anything is built; that file of messaging imports nothing.
      from: { path: '^(libs/[^/]+/|apps/|test/|tools/)', pathNot: '^tools/stack/nats\\.ts$' },
      // Documents has a second door, in its package.json: what only computes, for rules.
      to: {
        path: '^libs/',
        pathNot: ['^$1', '^libs/[^/]+/src/index\\.ts$', '^libs/documents/src/paper\\.rules\\.ts$'],
      },
    },
    {
      name: 'messaging-below-service',
      severity: 'error',
      comment: 'Messaging is used without HTTP (relay, readers, tools): it does not know the library that has it.',
      from: { path: '^libs/messaging/src/' },
      to: { path: '^libs/service/' },
    },
    {
      name: 'products-do-not-need-tests-or-tools',
      severity: 'error',
      comment: 'What runs in production is built and shipped without test/ and tools/.',
      from: { path: '^(apps|libs)/', pathNot: [spec, '^libs/[^/]+/test/', '^apps/[^/]+/test/'] },
      to: { path: '^(test|tools)/' },
    },
    {
      name: 'no-development-packages-in-products',
      severity: 'error',
      comment: 'The image holds no development packages: an import of one would fail there and only there.',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: spec },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      comment: 'An import that leads nowhere fails when somebody first comes by.',
      from: { pathNot: '^(dist|node_modules)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    exclude: { path: ['(^|/)dist/'] },
    tsPreCompilationDeps: 'specify',
    // The libraries take their packages from the root.
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.boundaries.json' },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
