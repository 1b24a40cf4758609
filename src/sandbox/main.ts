import { startSandbox } from './sandbox';

/** Starts the tenant alone: `SANDBOX_PORT` chooses its port, `SANDBOX_DATA` a file that keeps what was assigned. */
async function main(): Promise<void> {
  const { SANDBOX_PORT: port, SANDBOX_DATA: dataFile } = process.env;
  const sandbox = await startSandbox({ port: Number(port ?? 0) || 0, ...(dataFile ? { dataFile } : {}) });
  process.stdout.write(`Sandbox tenant Contoso (${sandbox.tenantId}): ${sandbox.url}/v1.0\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().finally(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
