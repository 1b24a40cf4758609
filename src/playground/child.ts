import { pathToFileURL } from 'node:url';

/**
 * Runs the Agents Playground in this process, and only as long as the process that forked it
 * lives: the channel between the two closes even when the parent is killed with -9, so that no
 * window is ever left behind on its port.
 *
 * Arguments: the Playground's cli.js, then the Playground's own arguments.
 */
const [cli, ...playgroundArguments] = process.argv.slice(2);

process.once('disconnect', () => process.exit(0));

if (!process.connected || !cli) process.exit(1);

process.argv = [process.execPath, cli, ...playgroundArguments];
void import(pathToFileURL(cli).href);
