import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import type { ProcessVersions } from '../processes/process-versions.ts';
import type { MessageRow } from './message.ts';

/** The published version, which new runs take, where a message that is to be replayed with it has a place in it. */
export async function latestVersion(
  versions: ProcessVersions,
  { tenant, process, step }: Pick<MessageRow, 'tenant' | 'process' | 'step'>,
  published: number | null,
  database?: Kysely<Tables>,
): Promise<number> {
  if (published === null) throw new ConflictError('not_published', `The process ${process} has no published version.`);
  const latest = await versions.compiled(tenant, process, published, database);
  if (latest.step(step)) return published;
  throw new ConflictError(
    'step_missing',
    `Version ${published} of the process ${process} has no step "${step}". Replay such messages with the same version.`,
  );
}
