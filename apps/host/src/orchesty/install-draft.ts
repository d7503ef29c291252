import { ConnectionLimits } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { DataKeys } from '../security/data-keys.ts';
import type { InstallRow } from './install-store.ts';

const field = 'draft';

/** What is filled in of a form so far. A platform saves a field at a time, passwords each for itself. */
const Draft = z.strictObject({
  values: z.record(z.string(), z.unknown()),
  limits: ConnectionLimits.nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const emptyDraft: Draft = { values: {}, limits: null };

type Place = Pick<InstallRow, 'tenant' | 'application' | 'id'>;

/** Seals what is filled in as a whole: which of it is a secret can change with the plugin. */
@Injectable()
export class InstallDrafts {
  constructor(
    private readonly dataKeys: DataKeys,
    private readonly secrets: KnownSecrets,
  ) {}

  /** Of a new row, with a key of its own. */
  async create(place: Place, draft: Draft): Promise<Pick<InstallRow, 'data_key' | 'draft'>> {
    const { record, key } = await this.dataKeys.create(place);
    return { data_key: record, draft: key.seal(JSON.stringify(draft), field) };
  }

  async seal(row: InstallRow, draft: Draft, secrets: readonly string[]): Promise<string> {
    this.secrets.add(row.id, secrets);
    return (await this.dataKeys.open(row, row.data_key)).seal(JSON.stringify(draft), field);
  }

  async open(row: InstallRow): Promise<Draft> {
    return Draft.parse(JSON.parse((await this.dataKeys.open(row, row.data_key)).open(row.draft, field)));
  }
}
