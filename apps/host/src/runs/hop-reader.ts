import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { CompiledProcess } from '../processes/compiled-process.ts';
import type { ProcessVersions } from '../processes/process-versions.ts';
import type { Claim } from '../queue/work-queue.ts';
import { Contents } from './contents.ts';
import { type Hop, Kept, trailOf, versionOf } from './message.ts';

/** What a step is run with besides its message. */
export interface Surroundings {
  readonly process: CompiledProcess;
  /** What arrived at the step. */
  readonly data: unknown;
  /** What came out of the steps that this one looks at. */
  readonly steps: Readonly<Record<string, unknown>>;
  /** What its action succeeded with in an attempt before, where the message could not go on from there. */
  readonly kept?: Kept | undefined;
  readonly signal: AbortSignal;
}

/** Reads messages that were taken, and what their steps need. */
export class HopReader {
  readonly #database: Kysely<Tables>;
  readonly #versions: Pick<ProcessVersions, 'compiled'>;
  readonly #contents = new Contents();

  constructor(database: Kysely<Tables>, versions: Pick<ProcessVersions, 'compiled'>) {
    this.#database = database;
    this.#versions = versions;
  }

  /** In the order of the claims. */
  async hops(transaction: Kysely<Tables>, claims: readonly Claim[]): Promise<Hop[]> {
    if (claims.length === 0) return [];
    const rows = await transaction
      .selectFrom('messages')
      .innerJoin('runs', (join) => join.onRef('runs.tenant', '=', 'messages.tenant').onRef('runs.id', '=', 'messages.run'))
      .selectAll('messages')
      .select(['runs.version as run_version', 'runs.started_at as run_started_at', 'runs.state as run_state'])
      .where(
        'messages.id',
        'in',
        claims.map(({ message }) => message),
      )
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return claims.flatMap((claim) => {
      const row = byId.get(claim.message);
      if (!row) return [];
      const { run_version: version, run_started_at: started_at, run_state: state, ...message } = row;
      const { tenant, run: id, process } = message;
      return [{ claim, message, run: { tenant, id, process, version, started_at, state } }];
    });
  }

  async surroundings(hop: Hop, signal: AbortSignal): Promise<Surroundings> {
    const { tenant } = hop.run;
    const process = await this.#versions.compiled(tenant, hop.run.process, versionOf(hop));
    const data = await this.#contents.get(this.#database, tenant, hop.message.data);
    const steps = await this.#steps(hop, process);
    const { output } = hop.message;
    const kept = output === null ? undefined : Kept.parse(await this.#contents.get(this.#database, tenant, output));
    return { process, data, steps, kept, signal };
  }

  /** What came out of the steps that this one looks at. */
  async #steps({ message, run }: Hop, process: CompiledProcess): Promise<Record<string, unknown>> {
    const read = process.stepsReadBy(message.step);
    if (read.length === 0) return {};
    const trail = trailOf(message);
    const idOf = (step: string) => (Object.hasOwn(trail, step) ? trail[step] : undefined);
    const ids = read.flatMap((step) => idOf(step) ?? []);
    if (ids.length === 0) return {};
    const rows = await this.#database
      .selectFrom('messages')
      .select(['id', 'data'])
      .where('tenant', '=', run.tenant)
      .where('id', 'in', ids)
      .execute();
    const byId = new Map(rows.map(({ id, data }) => [id, data]));
    const steps: Record<string, unknown> = Object.create(null);
    for (const step of read) {
      const column = byId.get(idOf(step) ?? '');
      if (column !== undefined) steps[step] = await this.#contents.get(this.#database, run.tenant, column);
    }
    return { ...steps };
  }
}
