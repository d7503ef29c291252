import { PluginCatalogue } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { CompiledProcess } from './compiled-process.ts';
import { ProcessDocument } from './process-document.ts';

const mostKept = 500;

/** Published versions, ready for messages to run through them. They never change, so they are kept. */
@Injectable()
export class ProcessVersions {
  readonly #kept = new Map<string, CompiledProcess>();

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly catalogue: PluginCatalogue,
  ) {}

  /** Read through a transaction where one is given, which may be the only connection that there is. */
  async compiled(
    tenant: string,
    process: string,
    version: number,
    database: Kysely<Tables> = this.database,
  ): Promise<CompiledProcess> {
    const key = JSON.stringify([tenant, process, version]);
    const known = this.#kept.get(key);
    if (known) return known;
    const compiled = new CompiledProcess(
      await publishedDocument(database, tenant, process, version),
      ({ action, version }) => this.catalogue.find(action, version)?.action.kind === 'batch',
    );
    const oldest = this.#kept.size < mostKept ? undefined : this.#kept.keys().next().value;
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, compiled);
    return compiled;
  }
}

/** What was published under this version. */
export async function publishedDocument(
  database: Kysely<Tables>,
  tenant: string,
  process: string,
  version: number,
): Promise<ProcessDocument> {
  const { document } = await database
    .selectFrom('process_versions')
    .select('document')
    .where('tenant', '=', tenant)
    .where('process', '=', process)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return ProcessDocument.parse(JSON.parse(document));
}
