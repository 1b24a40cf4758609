import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { placeEmptyStore } from './empty-store';
import { freePort, startProgram, type StartedDesk } from './started-desk';

/** The whole product as `npm start` runs it again, in a folder of its own, with the addresses of both windows. */
export interface Windows {
  readonly desk: StartedDesk;
  readonly administrator: string;
  readonly employee: string;
  /** Ends it and removes the folder. @returns the exit code of the program */
  stop(): Promise<number | null>;
}

export async function startWindows(env: Record<string, string> = {}): Promise<Windows> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-windows-'));
  await placeEmptyStore(path.join(folder, 'store'));
  const [port, adminPort, employeePort] = [await freePort(), await freePort(), await freePort()];
  const ports = {
    PORT: String(port),
    PLAYGROUND_ADMIN_PORT: String(adminPort),
    PLAYGROUND_EMPLOYEE_PORT: String(employeePort),
  };
  const desk = await startProgram({ ...ports, DATA_DIR: folder, ...env }, /Ctrl-C ends it/);
  return {
    desk,
    administrator: `http://localhost:${adminPort}`,
    employee: `http://localhost:${employeePort}`,
    stop: async () => {
      const code = await desk.stop();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
