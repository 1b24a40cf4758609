/** What a file of a package becomes that Node itself loads, and keeps, instead of Jest. */
module.exports = {
  process: (_source, file) => ({ code: `module.exports = globalThis.requireOnce(${JSON.stringify(file)});` }),
};
