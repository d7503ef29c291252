import { randomBytes } from 'node:crypto';
import type { Configuration } from '../configuration/configuration.ts';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import type { DataDirectory } from '../database/data-directory.ts';
import type { Database } from '../database/tables.ts';
import { type SealContext, Sealer } from './sealer.ts';

const keyFile = 'master.key';
const canaryName = 'canary';
const canaryText = 'the master key fits';
const canaryContext: SealContext = ['', '', '', 'canary'];

/**
 * The sealer for this database. A key is made only where nothing was sealed yet; over data that another key sealed, or that
 * has lost its key, it throws a ConfigurationError.
 */
export async function openSealer({ masterKey }: Configuration, directory: DataDirectory, database: Database): Promise<Sealer> {
  const given = masterKey ?? (await directory.read(keyFile));
  const canary = await readCanary(database);
  if (given === undefined && canary !== undefined) {
    throw new ConfigurationError(
      `MORTISE_MASTER_KEY is missing, and ${keyFile} is not in the data directory, but the database holds sealed secrets. Bring the key back; without it they cannot be opened.`,
    );
  }
  const sealer = new Sealer(given === undefined ? await makeKey(directory) : parseKey(given));
  checkCanary(sealer, canary ?? (await writeCanary(database, sealer)));
  return sealer;
}

function parseKey(text: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64url');
  if (key.length !== 32) {
    throw new ConfigurationError('MORTISE_MASTER_KEY must be 32 random bytes in base64 or hexadecimal: openssl rand -base64 32');
  }
  return key;
}

async function makeKey(directory: DataDirectory): Promise<Buffer> {
  const key = randomBytes(32);
  await directory.create(keyFile, key.toString('base64url'));
  return key;
}

async function readCanary(database: Database): Promise<string | undefined> {
  const row = await database.selectFrom('host_facts').select('value').where('name', '=', canaryName).executeTakeFirst();
  return row?.value;
}

/** Two hosts may start on an empty database at once: the first canary stays, and the second host is measured by it. */
async function writeCanary(database: Database, sealer: Sealer): Promise<string> {
  const value = sealer.seal(canaryText, canaryContext);
  await database
    .insertInto('host_facts')
    .values({ name: canaryName, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await readCanary(database)) ?? value;
}

function checkCanary(sealer: Sealer, canary: string): void {
  try {
    sealer.open(canary, canaryContext);
  } catch (cause) {
    throw new ConfigurationError(
      'MORTISE_MASTER_KEY (or master.key in the data directory) is not the key that the secrets of this database were sealed with. Nothing was changed. Start with the right key.',
      { cause },
    );
  }
}
