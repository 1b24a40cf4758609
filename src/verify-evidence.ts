import path from 'node:path';
import { readStorePlace } from './config';
import { DeskError, messageOf } from './errors';
import { verifyTenant } from './evidence/verify';
import { openEvidenceReader } from './store/evidence-reader';

/** Checks the chain of evidence of every tenant; one line each, and 1 as the exit code when one is broken. */
async function main(): Promise<number> {
  const { databaseUrl, dataFolder } = readStorePlace(process.env);
  const folder = path.join(dataFolder, 'store');
  const reader = await openEvidenceReader(databaseUrl ? { databaseUrl, folder } : { folder });
  try {
    const tenants = await reader.tenants();
    if (tenants.length === 0) process.stdout.write('There is no evidence yet.\n');
    let code = 0;
    for (const tenantId of tenants) {
      const { whole, line } = await verifyTenant(reader, tenantId);
      process.stdout.write(`${line}\n`);
      if (!whole) code = 1;
    }
    return code;
  } finally {
    await reader.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const sentence = error instanceof DeskError ? error.sentence : messageOf(error);
    process.stderr.write(`The evidence could not be checked: ${sentence}\n`);
    process.exitCode = 1;
  },
);
