import { createServer } from 'node:net';
import { DeskError } from '../errors';
import { personas, type Persona } from './people';

/** What a person reads when the wanted port belongs to another program. */
export function portInUse(port: number, persona: Persona): DeskError {
  return new DeskError(
    'playground-port-in-use',
    `Port ${port} is in use: end the program that listens there, or set ${personas[persona].portSetting} to a free port.`,
  );
}

/**
 * Opens the port for a moment, on every address as the Playground does. Needed because the
 * Playground takes a random port, without a word, when the wanted one is busy.
 * @throws DeskError `playground-port-in-use`, or `playground-port` when the system refuses it
 */
export async function checkPort(port: number, persona: Persona): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') return reject(portInUse(port, persona));
      const cure = `set ${personas[persona].portSetting} to another port`;
      reject(
        new DeskError('playground-port', `Port ${port} cannot be opened (${cause.code}): ${cure}.`, {
          cause,
        }),
      );
    });
    probe.listen(port, () => probe.close(() => resolve()));
  });
}
