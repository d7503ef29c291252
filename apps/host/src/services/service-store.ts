import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable, type Updateable } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ServicesTable } from './service-tables.ts';

export type ServiceRow = Selectable<ServicesTable>;

/** The rows of approved services. */
@Injectable()
export class ServiceStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Of every tenant, for the host itself; those that were seen last come first. */
  all(): Promise<ServiceRow[]> {
    return this.database.selectFrom('services').selectAll().orderBy('seen_at', 'desc').execute();
  }

  of(tenant: string): Promise<ServiceRow[]> {
    return this.database.selectFrom('services').selectAll().where('tenant', '=', tenant).orderBy('name').orderBy('id').execute();
  }

  /** Whoever it belongs to. */
  find(id: string): Promise<ServiceRow | undefined> {
    return this.database.selectFrom('services').selectAll().where('id', '=', id).executeTakeFirst();
  }

  async insert(row: ServiceRow, database: Kysely<Tables> = this.database): Promise<void> {
    await database.insertInto('services').values(row).execute();
  }

  async update(id: string, changed: Updateable<ServicesTable>, database: Kysely<Tables> = this.database): Promise<void> {
    await database.updateTable('services').set(changed).where('id', '=', id).execute();
  }

  async delete(tenant: string, id: string, database: Kysely<Tables> = this.database): Promise<boolean> {
    const { numDeletedRows } = await database
      .deleteFrom('services')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
