import { z } from 'zod';
import type { Database } from '../database/tables.ts';
import type { DataKeys } from './data-keys.ts';
import { rewrapCanary } from './key-check.ts';
import type { KeyManagement } from './key-management.ts';
import type { LocalKeys } from './local-keys.ts';
import type { MasterKeyFile } from './master-key-file.ts';
import { outdatedRows } from './sealed-tables.ts';

/** How a rotation went. */
export const RotationReport = z
  .strictObject({
    keyId: z.string().meta({ description: 'The master key that secrets are sealed under from now on' }),
    rewrapped: z.int().meta({ description: 'Connections, clients, installs and webhooks that were under another key' }),
    failed: z.array(z.string()).meta({
      description:
        'Those whose key could not be opened, as connection:<id>, client:<application>, install:<id> or webhook:<id>; they are as they were',
    }),
    retired: z.array(z.string()).meta({ description: 'Master keys that nothing is sealed under any more' }),
  })
  .meta({ title: 'Key rotation' });
export type RotationReport = z.infer<typeof RotationReport>;

/** A key file of the host's own, and the keys in memory that follow it. */
export interface OwnKeyFile {
  readonly file: MasterKeyFile;
  readonly management: LocalKeys;
}

/** Puts the data keys of all tenants under the current master key while the host runs. What they have sealed is not touched. */
export class KeyRotation {
  readonly #database: Database;
  readonly #dataKeys: DataKeys;
  readonly #management: KeyManagement;
  readonly #own: OwnKeyFile | undefined;
  #running: Promise<RotationReport> | undefined;

  constructor(database: Database, dataKeys: DataKeys, management: KeyManagement, own: OwnKeyFile | undefined) {
    this.#database = database;
    this.#dataKeys = dataKeys;
    this.#management = management;
    this.#own = own;
  }

  /** Rotates to a new key where the host keeps its own, else to the one that it was given. May be broken off and begun again. */
  rotate(): Promise<RotationReport> {
    this.#running ??= this.#rotate().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #rotate(): Promise<RotationReport> {
    const before = this.#own && (await this.#begin(this.#own));
    const failed: string[] = [];
    let rewrapped = 0;
    // Rows that were on their way into the database when the key changed may come behind those that were looked at.
    for (let isOver = false; !isOver && failed.length === 0; ) {
      isOver = true;
      for await (const row of outdatedRows(this.#database, this.#dataKeys)) {
        isOver = false;
        try {
          if (await row.replace(await this.#dataKeys.rewrap(row.place, row.record))) rewrapped++;
        } catch {
          failed.push(row.name);
        }
      }
    }
    const { keyId, previousKeyIds } = this.#management;
    if (failed.length > 0) return { keyId, rewrapped, failed, retired: [] };
    await rewrapCanary(this.#dataKeys, this.#database);
    if (before !== undefined) await this.#own?.file.finish(before);
    return { keyId, rewrapped, failed, retired: [...previousKeyIds] };
  }

  /** Gives the id of the key that lies in the file until the rotation ends. */
  async #begin({ file, management }: OwnKeyFile): Promise<string> {
    management.follow(await file.next());
    const [before = management.keyId] = management.previousKeyIds;
    return before;
  }
}
