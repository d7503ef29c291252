import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderFileStore } from '@mortise/sdk';

/** Ids of tenants are made by the host, so they are names of folders. Nothing else becomes one. */
const folderName = /^[a-z0-9-]{1,64}$/;

/** What the actions of each tenant have downloaded, in a folder of its own: to anybody else there is no such file. */
export class TenantFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  of(tenant: string): FolderFileStore {
    return new FolderFileStore(this.#pathOf(tenant));
  }

  async removeAll(tenant: string): Promise<void> {
    await rm(this.#pathOf(tenant), { recursive: true, force: true });
  }

  /** Removes what is older, of all tenants, and gives the number of files that went. */
  async sweep(olderThanMs: number): Promise<number> {
    const tenants = await readdir(this.#folder).catch(() => []);
    let removed = 0;
    for (const tenant of tenants) if (folderName.test(tenant)) removed += await this.of(tenant).sweep(olderThanMs);
    return removed;
  }

  #pathOf(tenant: string): string {
    if (!folderName.test(tenant)) throw new TypeError(`"${tenant}" is the id of no tenant.`);
    return join(this.#folder, tenant);
  }
}
