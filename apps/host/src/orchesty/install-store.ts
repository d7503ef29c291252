import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable, type Updateable } from 'kysely';
import { isStorable } from '../database/storable-text.ts';
import type { OrchestyInstallsTable, Tables } from '../database/tables.ts';

export type InstallRow = Selectable<OrchestyInstallsTable>;

/** The rows of installs. Every query names the tenant. */
@Injectable()
export class InstallStore {
  constructor(private readonly database: Kysely<Tables>) {}

  async list(tenant: string, name: string): Promise<InstallRow[]> {
    if (!isStorable(name)) return [];
    return this.#rows(tenant).where('name', '=', name).execute();
  }

  async find(tenant: string, application: string, name: string): Promise<InstallRow | undefined> {
    if (!isStorable(application) || !isStorable(name)) return undefined;
    return this.#rows(tenant).where('application', '=', application).where('name', '=', name).executeTakeFirst();
  }

  async insert(row: InstallRow): Promise<void> {
    await this.database.insertInto('orchesty_installs').values(row).execute();
  }

  /** Changes a row that is still as it was read, and says whether it was. */
  async update({ tenant, id, revision }: InstallRow, change: Updateable<OrchestyInstallsTable>): Promise<boolean> {
    const { numUpdatedRows } = await this.database
      .updateTable('orchesty_installs')
      .set({ ...change, revision: revision + 1, updated_at: new Date().toISOString() })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async delete({ tenant, id }: InstallRow): Promise<void> {
    await this.database.deleteFrom('orchesty_installs').where('tenant', '=', tenant).where('id', '=', id).execute();
  }

  #rows(tenant: string) {
    return this.database.selectFrom('orchesty_installs').selectAll().where('tenant', '=', tenant);
  }
}
