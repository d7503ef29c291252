import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';
import type { ContractChange } from './contract-changes.ts';

const Steps = z.object({ steps: z.record(z.string(), z.looseObject({ action: z.string().optional() })) });

/** Finds the processes that a change of a service concerns. */
@Injectable()
export class ServiceUses {
  constructor(private readonly database: Kysely<Tables>) {}

  /** The same changes, each with the names of the published processes that use its action. */
  async of(tenant: string, changes: readonly ContractChange[]): Promise<(ContractChange & { processes: string[] })[]> {
    const rows = await this.database
      .selectFrom('processes')
      .innerJoin('process_versions', (join) =>
        join
          .onRef('process_versions.tenant', '=', 'processes.tenant')
          .onRef('process_versions.process', '=', 'processes.id')
          .onRef('process_versions.version', '=', 'processes.published'),
      )
      .select(['processes.name', 'process_versions.document'])
      .where('processes.tenant', '=', tenant)
      .orderBy('processes.name')
      .execute();
    const used = rows.map(({ name, document }) => {
      const { steps } = Steps.parse(JSON.parse(document));
      return { name, actions: new Set(Object.values(steps).flatMap(({ action }) => action ?? [])) };
    });
    return changes.map((change) => ({
      ...change,
      processes: used.filter(({ actions }) => actions.has(change.action)).map(({ name }) => name),
    }));
  }
}
