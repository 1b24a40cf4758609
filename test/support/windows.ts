import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyServerDatabase, placeEmptyStore } from './empty-store';
import { freePort, startProgram, type StartedDesk } from './started-desk';

/** The whole product as `npm start` runs it again, in a folder of its own, with the addresses of both windows. */
export interface Windows {
  readonly desk: StartedDesk;
  readonly administrator: string;
  readonly employee: string;
  /** Ends it and removes the folder. @returns the exit code of the program */
  stop(): Promise<number | null>;
}

/** @param on the database; the embedded one, which nobody has to set up, takes a second longer to start */
export async function startWindows(
  env: Record<string, string> = {},
  on: 'embedded' | 'server' = 'server',
): Promise<Windows> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-windows-'));
  const database = on === 'server' ? await emptyServerDatabase() : undefined;
  if (!database) await placeEmptyStore(path.join(folder, 'store'));
  const [port, adminPort, employeePort] = [await freePort(), await freePort(), await freePort()];
  const ports = {
    PORT: String(port),
    PLAYGROUND_ADMIN_PORT: String(adminPort),
    PLAYGROUND_EMPLOYEE_PORT: String(employeePort),
  };
  const desk = await startProgram(
    { ...ports, ...(database ? { DATABASE_URL: database.url } : {}), DATA_DIR: folder, ...env },
    /Ctrl-C ends it/,
  );
  return {
    desk,
    administrator: `http://localhost:${adminPort}`,
    employee: `http://localhost:${employeePort}`,
    stop: async () => {
      const code = await desk.stop();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
