const Sequencer = require('@jest/test-sequencer').default;

/**
 * Folders whose files take long. On a fresh machine Jest knows no durations and would begin with the largest files, so
 * that a small file that runs for a minute comes last and one worker waits for the other.
 */
const long = ['test/approvals/sequences/', 'test/e2e/', 'test/app/', 'test/store/', 'test/jobs/'];

/** The order of a run: those folders first, then as Jest would. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = long.findIndex((folder) => path.replaceAll('\\', '/').includes(folder));
      return found < 0 ? long.length : found;
    };
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
