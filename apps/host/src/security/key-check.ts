import { ConfigurationError } from '../configuration/configuration-error.ts';
import type { Database } from '../database/tables.ts';
import { KeysUnavailableError } from '../errors/keys-unavailable-error.ts';
import { SecretsUnreadableError } from '../errors/secrets-unreadable-error.ts';
import type { DataKeys } from './data-keys.ts';
import { countUnreadable } from './sealed-tables.ts';

/** A data key that seals nothing: it shows which master key belongs to a database, and whether it is the one. */
const canaryName = 'canary';
const canaryPlace = { tenant: '', application: '', id: canaryName };

/** Whether a master key has been used on this database. */
export async function hasSealedData(database: Database): Promise<boolean> {
  return (await readCanary(database)) !== undefined;
}

/** Throws a ConfigurationError over data that was sealed under a key that is not at hand. */
export async function checkKeys(dataKeys: DataKeys, database: Database): Promise<void> {
  try {
    await dataKeys.open(canaryPlace, (await readCanary(database)) ?? (await writeCanary(database, dataKeys)));
  } catch (cause) {
    throw startProblem(cause, dataKeys);
  }
  const lost = await countUnreadable(database, dataKeys);
  if (lost > 0) {
    throw new ConfigurationError(
      `The secrets of ${lost} connections, clients or webhooks are sealed under another master key. Nothing was changed. ${
        dataKeys.isLocal
          ? 'Put that key into MORTISE_PREVIOUS_MASTER_KEYS'
          : 'Have the key management name that key among its previous keys'
      }, then rotate: mortise keys rotate`,
    );
  }
}

function startProblem(cause: unknown, { isLocal }: DataKeys): unknown {
  if (cause instanceof KeysUnavailableError) {
    const detail = cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
    const problem = `The key management could not be reached${detail}. Nothing was changed. Start again once it answers.`;
    return new ConfigurationError(problem, { cause });
  }
  if (!(cause instanceof SecretsUnreadableError)) return cause;
  const key = isLocal ? 'MORTISE_MASTER_KEY (or master.key in the data directory)' : 'The key of the key management';
  return new ConfigurationError(
    `${key} is not the key that the secrets of this database were sealed with. Nothing was changed. Start with the right key.`,
    { cause },
  );
}

/** Puts the canary under the current key, as the last of all. */
export async function rewrapCanary(dataKeys: DataKeys, database: Database): Promise<void> {
  const canary = await readCanary(database);
  if (canary === undefined || canary.startsWith(dataKeys.currentPrefix)) return;
  const value = await dataKeys.rewrap(canaryPlace, canary);
  await database.updateTable('host_facts').set({ value }).where('name', '=', canaryName).where('value', '=', canary).execute();
}

async function readCanary(database: Database): Promise<string | undefined> {
  const row = await database.selectFrom('host_facts').select('value').where('name', '=', canaryName).executeTakeFirst();
  return row?.value;
}

/** Two hosts may start on an empty database at once: the first canary stays, and the second host is measured by it. */
async function writeCanary(database: Database, dataKeys: DataKeys): Promise<string> {
  const { record: value } = await dataKeys.create(canaryPlace);
  await database
    .insertInto('host_facts')
    .values({ name: canaryName, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await readCanary(database)) ?? value;
}
