import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * Pages that PostgreSQL itself keeps in memory; what it reads again comes from the memory of the operating system. Of
 * PGlite's 128 MB each start would fill every byte with zeros first: that is a quarter of what opening takes.
 */
const buffers = ['-c', 'shared_buffers=32MB'];

/** Opens the embedded database of a folder, and makes it when there is none. The folder must be this process's alone. */
export async function openPglite(folder: string): Promise<PGlite> {
  program ??= compileProgram();
  return PGlite.create(folder, {
    pgliteWasmModule: await program,
    startParams: [...PGlite.defaultStartParams, ...buffers],
  });
}

/** Node has it; its types do not. */
const { WebAssembly: assembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(code: Uint8Array): Promise<object> };
};
let program: Promise<object> | undefined;

/**
 * PGlite would compile it and start it in one step, after which the process stands still for half a second as soon as
 * it waits for anything (Node 20). In two steps it does not.
 */
async function compileProgram(): Promise<object> {
  const folder = path.dirname(require.resolve('@electric-sql/pglite'));
  return assembly.compile(await readFile(path.join(folder, 'pglite.wasm')));
}
