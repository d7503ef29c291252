import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';

const databaseTimeoutMs = 2000;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly database: 'ok' | 'unavailable';
  readonly plugins: 'scanned';
  readonly draining: boolean;
}

/** Whether this host should be sent requests. */
@Injectable()
export class Readiness {
  #isDraining = false;

  constructor(private readonly database: Kysely<Tables>) {}

  /** From now on the host wants no new requests; those it gets are still served. */
  drain(): void {
    this.#isDraining = true;
  }

  async report(): Promise<ReadinessReport> {
    const database = await this.#askDatabase();
    return {
      ready: database === 'ok' && !this.#isDraining,
      database,
      // The host listens only after its first scan.
      plugins: 'scanned',
      draining: this.#isDraining,
    };
  }

  async #askDatabase(): Promise<ReadinessReport['database']> {
    const asked = this.database.selectFrom('host_facts').select('name').limit(1).execute();
    const { promise: late, resolve } = Promise.withResolvers<'unavailable'>();
    const timer = setTimeout(() => resolve('unavailable'), databaseTimeoutMs);
    const answer = asked.then(
      () => 'ok' as const,
      // Why it is unavailable is in the log of whoever needed it; here it only matters that it is.
      () => 'unavailable' as const,
    );
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }
}
