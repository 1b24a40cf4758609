/** swc strips the types (tsc checks them separately) and turns the ESM-only dependencies into CommonJS for Jest. */
const swc = [
  '@swc/jest',
  {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs', ignoreDynamic: true },
  },
];
/**
 * Packages of the bot framework are large, and Jest gives every test file modules of its own: loading them anew took
 * seconds a file. They keep nothing that a test alters, so Node loads them once for all files of a worker. What every
 * query and every sentence goes through is among them too: in the context that Jest makes for a test file each look at a
 * global such as `Object` is slow. What asks `instanceof Error` of our errors cannot be: Node has an `Error` of its own.
 */
const loadedOnce = [
  '@azure/',
  'chrono-node',
  'pg/',
  '@electric-sql/pglite',
  'drizzle-orm',
  'i18next',
  'botbuilder',
  'botframework-',
  '@microsoft/teams-ai',
  'restify',
  'adaptivecards-templating',
  'adaptive-expressions',
];
const esmOnly = [
  'pg-boss',
  'cron-parser',
  'rrule-temporal',
  'serialize-error',
  'non-error',
  '@js-temporal',
  'jsbi',
  '@microsoft/kiota-',
  '@microsoft/msgraph-sdk',
];

/**
 * Jest takes every word after `--selectProjects` for the name of a project, also the paths in
 * `--selectProjects fast test/licensing`, and would run everything. What is no project is meant as a path.
 */
const after = process.argv.slice(process.argv.indexOf('--selectProjects') + 1 || process.argv.length);
const dash = after.findIndex((word) => word.startsWith('-'));
const paths = after
  .slice(0, dash < 0 ? after.length : dash)
  .filter((word) => word !== 'fast' && word !== 'e2e');
const testsOf = (...folders) =>
  paths.length > 0
    ? { testRegex: paths.map((path) => `^(?=.*${path}).*\\.test\\.ts$`) }
    : { testMatch: folders.map((folder) => `<rootDir>/${folder}/**/*.test.ts`) };

const shared = {
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  // What is laid out for a machine has a package.json of the same name.
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  transform: {
    [`/node_modules/(${loadedOnce.join('|')})[^/]*/.*\\.c?js$`]: '<rootDir>/test/support/jest/load-once.js',
    '^.+\\.(t|j|mj)s$': swc,
  },
  // Some names are beginnings of names: every package of Microsoft's Graph SDK is written in the same form.
  transformIgnorePatterns: [`/node_modules/(?!(${[...esmOnly, ...loadedOnce].join('|')})[^/]*/)`],
};

module.exports = {
  testTimeout: 60_000,
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  maxWorkers: 2,
  // Test files leave something behind in a worker, and collecting garbage in a large heap slows the later ones.
  workerIdleMemoryLimit: '1500MB',
  globalSetup: '<rootDir>/test/support/jest/global-setup.js',
  globalTeardown: '<rootDir>/test/support/jest/global-teardown.js',
  testSequencer: '<rootDir>/test/support/jest/longest-first.js',
  projects: [
    {
      ...shared,
      displayName: 'fast',
      ...testsOf('test'),
      testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/playground/'],
    },
    {
      ...shared,
      displayName: 'e2e',
      ...testsOf('test/e2e', 'test/playground'),
    },
  ],
};
