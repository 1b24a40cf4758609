const { createRequire } = require('node:module');
const { TestEnvironment } = require('jest-environment-node');

/** Jest's environment for Node, with a way out of it for packages that are loaded once for all test files. */
module.exports = class extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.global.requireOnce = createRequire(__filename);
    // PGlite is one of them, and knows what was compiled for it by `instanceof`.
    this.global.WebAssembly = WebAssembly;
  }
};
