import { Inject, Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { Tables } from '../database/tables.ts';
import { weakSettings } from '../database/weak-settings.ts';
import { ProcessEngine } from '../runs/process-engine.ts';

const databaseTimeoutMs = 2000;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly database: 'ok' | 'unavailable';
  /** Of the database: those under which it can lose what it reported as done. */
  readonly weakSettings: readonly string[];
  /** What drives processes; stuck where nothing has moved for a while. */
  readonly engine: 'ok' | 'stuck';
  readonly plugins: 'scanned';
  readonly draining: boolean;
}

/** Whether this host should be sent requests. */
@Injectable()
export class Readiness {
  #isDraining = false;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly engine: ProcessEngine,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  /** From now on the host wants no new requests; those it gets are still served. */
  drain(): void {
    this.#isDraining = true;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  async report(): Promise<ReadinessReport> {
    const found = await this.#askDatabase();
    return {
      ready: found !== undefined && !this.engine.isStuck && !this.#isDraining,
      database: found ? 'ok' : 'unavailable',
      weakSettings: found ?? [],
      engine: this.engine.isStuck ? 'stuck' : 'ok',
      // The host listens only after its first scan.
      plugins: 'scanned',
      draining: this.#isDraining,
    };
  }

  /** Its weak settings; nothing where it does not answer in time. */
  async #askDatabase(): Promise<string[] | undefined> {
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), databaseTimeoutMs);
    // Why it does not answer is in the log of whoever needed it; here it only matters that it does not.
    const answer = this.#readDatabase().catch(() => undefined);
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  async #readDatabase(): Promise<string[]> {
    await this.database.selectFrom('host_facts').select('name').limit(1).execute();
    return weakSettings(this.database, this.configuration.databaseUrl === undefined);
  }
}
