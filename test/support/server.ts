import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { freePort } from './started-desk';

/** A database on a PostgreSQL server. */
export interface Database {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A new database on the server that all test files of a run share, see test/support/jest/global-setup.js.
 * @param template a database that nobody is connected to, to begin as a copy of; else it is empty
 */
export async function databaseOnSharedServer(template?: string): Promise<Database> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onSharedServer(`create database ${name}${template ? ` template ${template}` : ''}`);
  return {
    url: await urlOf(name),
    drop: () => onSharedServer(`drop database ${name} with (force)`),
  };
}

/**
 * Makes a database once in a run, whoever is first.
 * @param fill brings the empty database to what copies of it begin with, and leaves no connection
 */
export async function sharedTemplate(name: string, fill: (url: string) => Promise<void>): Promise<string> {
  const client = new Client({ connectionString: await sharedServer() });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rows.length === 0) {
      // One that was left half made has another name.
      await client.query(`drop database if exists ${name}_making`);
      await client.query(`create database ${name}_making`);
      await fill(await urlOf(`${name}_making`));
      await client.query(`alter database ${name}_making rename to ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

let asked: Promise<string> | undefined;

/** The URL of a database that is there only to make others from. */
function sharedServer(): Promise<string> {
  asked ??= text(connect(Number(process.env['TEST_SERVER_DOOR']), '127.0.0.1')).then((url) => {
    if (!url) throw new Error('the PostgreSQL server of the tests did not start');
    return url;
  });
  return asked;
}

async function urlOf(database: string): Promise<string> {
  return new URL(database, await sharedServer()).href;
}

async function onSharedServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: await sharedServer() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A server of its own, for whoever takes it away. */
export interface OwnServer {
  readonly url: string;
  /** Ends the server, as a restart or a failure does; what was written stays. */
  away(): Promise<void>;
  back(): Promise<void>;
  end(): Promise<void>;
}

export async function startOwnServer(): Promise<OwnServer> {
  const script = path.join(__dirname, 'jest', 'postgres-server.mjs');
  const child = spawn(process.execPath, [script, String(await freePort())], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // it ends with its input, also when this process is ended by Ctrl-C or killed
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done) throw new Error('the PostgreSQL server of the test ended');
    return next.value;
  };
  const tell = async (word: 'away' | 'back'): Promise<void> => {
    child.stdin.write(`${word}\n`);
    await nextLine();
  };
  return {
    url: await nextLine(),
    away: () => tell('away'),
    back: () => tell('back'),
    end: async () => {
      const exit = once(child, 'exit');
      child.stdin.end();
      await exit;
    },
  };
}
