import { z } from 'zod';

// What the host answers. Looser than what it sends today: fields may be added without breaking an older command line.

const JsonSchema = z.record(z.string(), z.unknown());

export const Remedy = z.object({ label: z.string(), command: z.string().optional(), href: z.string().optional() });

/** The error contract. */
export const HostError = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  path: z.string().optional(),
  do: z.array(Remedy),
  retryable: z.boolean(),
  correlationId: z.string().optional(),
});

export type HostError = z.infer<typeof HostError>;

export const Plugin = z.object({
  name: z.string(),
  version: z.string(),
  status: z.enum(['ready', 'failed']),
  reason: z.string().optional(),
  application: z.string().optional(),
  actions: z.number(),
});
export type Plugin = z.infer<typeof Plugin>;

/** The fields of a form, as JSON Schema. */
export const Form = z.object({ properties: z.record(z.string(), JsonSchema), required: z.array(z.string()) });
export type Form = z.infer<typeof Form>;

export const Application = z.object({ name: z.string(), title: z.string() });
export type Application = z.infer<typeof Application>;

export const Action = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  kind: z.string(),
  application: z.string(),
  plugin: z.string(),
  version: z.string(),
  input: JsonSchema,
  output: JsonSchema,
});
export type Action = z.infer<typeof Action>;

/** How a test of a connection went. */
export const ConnectionTest = z.object({ ok: z.boolean(), error: HostError.optional(), testedAt: z.string() });
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** Of its secrets only the names are told. */
export const Connection = z.object({
  id: z.string(),
  application: z.string(),
  name: z.string(),
  values: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ set: z.boolean() })),
  test: ConnectionTest.optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Connection = z.infer<typeof Connection>;

export const CallAnswer = z.object({
  outcome: z.string(),
  output: z.unknown().optional(),
  cursor: z.string().optional(),
  to: z.array(z.string()).optional(),
  attempts: z.number(),
  durationMs: z.number(),
});
export type CallAnswer = z.infer<typeof CallAnswer>;

export const Readiness = z.object({ ready: z.boolean(), database: z.string(), draining: z.boolean() });
export type Readiness = z.infer<typeof Readiness>;
