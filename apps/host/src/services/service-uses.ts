import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';

const Steps = z.object({ steps: z.record(z.string(), z.looseObject({ action: z.string().optional() })) });

export interface PublishedProcess {
  readonly name: string;
  readonly publishedAt: string;
  /** Ids of those that its steps use. */
  readonly actions: ReadonlySet<string>;
}

/** Finds the processes that a change of a service concerns. */
@Injectable()
export class ServiceUses {
  constructor(private readonly database: Kysely<Tables>) {}

  /** The published processes, by their names. */
  async of(tenant: string): Promise<PublishedProcess[]> {
    const rows = await this.database
      .selectFrom('processes')
      .innerJoin('process_versions', (join) =>
        join
          .onRef('process_versions.tenant', '=', 'processes.tenant')
          .onRef('process_versions.process', '=', 'processes.id')
          .onRef('process_versions.version', '=', 'processes.published'),
      )
      .select(['processes.name', 'process_versions.document', 'process_versions.published_at'])
      .where('processes.tenant', '=', tenant)
      .orderBy('processes.name')
      .execute();
    return rows.map(({ name, document, published_at }) => {
      const { steps } = Steps.parse(JSON.parse(document));
      return { name, publishedAt: published_at, actions: new Set(Object.values(steps).flatMap(({ action }) => action ?? [])) };
    });
  }
}
