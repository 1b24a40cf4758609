module.exports = () => globalThis.endTestServer();
