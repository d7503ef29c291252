import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** The state of a process, which stays so until the transaction ends; nothing where it is deleted. */
export async function holdState(
  transaction: Transaction<Tables>,
  { tenant, id }: { readonly tenant: string; readonly id: string },
  isShared: boolean,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('processes')
    .select('state')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .$if(isShared, (query) => query.forShare())
    .executeTakeFirst();
  return row?.state;
}
