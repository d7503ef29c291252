import { readFile } from 'node:fs/promises';
import type { Configuration } from '../configuration/configuration.ts';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import type { DataDirectory } from '../database/data-directory.ts';
import type { Database } from '../database/tables.ts';
import type { KnownSecrets } from '../observability/known-secrets.ts';
import { DataKeys } from './data-keys.ts';
import { checkKeys, hasSealedData } from './key-check.ts';
import { KeyRotation } from './key-rotation.ts';
import { LocalKeys } from './local-keys.ts';
import { MasterKeyFile } from './master-key-file.ts';
import { parseMasterKey } from './parse-master-key.ts';

/** What seals and opens, and what changes the key of it. */
export interface OpenKeys {
  readonly dataKeys: DataKeys;
  readonly rotation: KeyRotation;
}

/**
 * The keys for this database: those of the adapter, else of the configuration, else of the data directory. A key is made only
 * where nothing was sealed yet; over data that another key sealed, or that has lost its key, it throws a ConfigurationError.
 */
export async function openKeys(
  configuration: Configuration,
  directory: DataDirectory,
  database: Database,
  secrets: KnownSecrets,
): Promise<OpenKeys> {
  secrets.add('host', [configuration.masterKey, ...configuration.previousMasterKeys]);
  const configured = configuration.keyManagement ?? (await configuredKeys(configuration));
  const { management, file } = configured
    ? { management: configured, file: undefined }
    : await ownKeys(configuration, new MasterKeyFile(directory), database);
  const dataKeys = new DataKeys(management);
  await checkKeys(dataKeys, database);
  return { dataKeys, rotation: new KeyRotation(database, dataKeys, management, file) };
}

/** The keys that the configuration names; `undefined` where it names none. */
async function configuredKeys(configuration: Configuration): Promise<LocalKeys | undefined> {
  const { masterKey, masterKeyFile } = configuration;
  if (masterKey !== undefined && masterKeyFile !== undefined) {
    throw new ConfigurationError('MORTISE_MASTER_KEY and MORTISE_MASTER_KEY_FILE are both set. Keep one of the two.');
  }
  if (masterKeyFile !== undefined) {
    return new LocalKeys(parseMasterKey(await readKey(masterKeyFile), 'MORTISE_MASTER_KEY_FILE'), previousKeys(configuration));
  }
  if (masterKey === undefined) return undefined;
  return new LocalKeys(parseMasterKey(masterKey, 'MORTISE_MASTER_KEY'), previousKeys(configuration));
}

async function ownKeys(configuration: Configuration, file: MasterKeyFile, database: Database) {
  const [current, ...others] = await file.read();
  if (current === undefined && (await hasSealedData(database))) {
    throw new ConfigurationError(
      'MORTISE_MASTER_KEY is missing, and master.key is not in the data directory, but the database holds sealed secrets. Bring the key back; without it they cannot be opened.',
    );
  }
  const management = new LocalKeys(current ?? (await file.make()), [...others, ...previousKeys(configuration)]);
  // Other hosts on the same database would not know a key that one of them has made.
  return { management, file: configuration.databaseUrl === undefined ? { file, management } : undefined };
}

function previousKeys({ previousMasterKeys }: Configuration): Buffer[] {
  return previousMasterKeys.map((text) => parseMasterKey(text, 'Each of MORTISE_PREVIOUS_MASTER_KEYS'));
}

async function readKey(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new ConfigurationError(`MORTISE_MASTER_KEY_FILE: ${path} cannot be read (${reason}).`, { cause });
  }
}
