import { z } from 'zod';
import { storableText } from '../database/storable-text.ts';
import { ErrorAnswer } from '../errors/error-answer.ts';
import type { ConnectionRow } from './connection-store.ts';
import type { Values } from './connection-values.ts';

const ValuesObject = z.record(z.string(), z.unknown());
const Name = z.string().trim().min(1).max(100).regex(storableText, 'must not hold control characters');

/** How the last or a new test of a connection went. */
export const ConnectionTest = z.strictObject({
  ok: z.boolean(),
  error: ErrorAnswer.optional(),
  testedAt: z.iso.datetime(),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** A connection as the API shows it: of a secret, only whether there is one. */
export const ConnectionView = z
  .strictObject({
    id: z.string(),
    application: z.string(),
    name: z.string(),
    values: ValuesObject,
    secrets: z.record(z.string(), z.strictObject({ set: z.literal(true) })),
    test: ConnectionTest.optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ title: 'Connection' });
export type ConnectionView = z.infer<typeof ConnectionView>;

export const NewConnection = z.strictObject({ application: z.string().min(1), name: Name, values: ValuesObject });
export type NewConnection = z.infer<typeof NewConnection>;

/** Values that are left out stay as they are, secrets too; `null` takes a value away. */
export const ConnectionChange = z.strictObject({ name: Name.optional(), values: ValuesObject.optional() });
export type ConnectionChange = z.infer<typeof ConnectionChange>;

export const ConnectionAddress = z.strictObject({ id: z.string().min(1).max(100) });
export type ConnectionAddress = z.infer<typeof ConnectionAddress>;

export function parseValues(json: string): Values {
  return ValuesObject.parse(JSON.parse(json));
}

export function toView(row: ConnectionRow, secretFields: readonly string[]): ConnectionView {
  const test = row.test === null ? undefined : ConnectionTest.parse(JSON.parse(row.test));
  return {
    id: row.id,
    application: row.application,
    name: row.name,
    values: { ...parseValues(row.settings), ...parseValues(row.credentials) },
    secrets: Object.fromEntries(secretFields.map((field) => [field, { set: true as const }])),
    ...(test && { test }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
