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

/** The form that connects an account. With a client of the host it asks for none. */
export const ConnectionForm = z.object({
  schema: Form,
  client: z.object({ clientId: z.string() }).optional(),
  redirectUri: z.string().optional(),
});
export type ConnectionForm = z.infer<typeof ConnectionForm>;

/** The client under which a host is registered at a service. */
export const OAuthClient = z.object({
  clientId: z.string(),
  clientSecret: z.object({ set: z.boolean() }),
  values: z.record(z.string(), z.unknown()).optional(),
  redirectUri: z.string(),
  updatedAt: z.string(),
});
export type OAuthClient = z.infer<typeof OAuthClient>;

/** Where somebody signs in, once. */
export const SignInLink = z.object({ url: z.string(), expiresAt: z.string(), redirectUri: z.string() });
export type SignInLink = z.infer<typeof SignInLink>;

/** What a field of a form may be. */
export const Choices = z.object({
  choices: z.array(z.object({ value: z.union([z.string(), z.number()]), label: z.string() })),
  truncated: z.boolean(),
});
export type Choices = z.infer<typeof Choices>;

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
  offline: z.boolean().optional(),
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
  limits: z.object({ perConnection: z.object({ amount: z.number(), seconds: z.number() }).optional() }).optional(),
  secrets: z.record(z.string(), z.object({ set: z.boolean() })),
  status: z.string(),
  signInNeeded: z.string().optional(),
  signedInAt: z.string().optional(),
  tokenExpiresAt: z.string().optional(),
  scopes: z.object({ wanted: z.array(z.string()), granted: z.array(z.string()), missing: z.array(z.string()) }).optional(),
  test: ConnectionTest.optional(),
  lastSuccessAt: z.string().optional(),
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

export const AccessToken = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  scopes: z.array(z.string()).optional(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().optional(),
  lastUsedAt: z.string().optional(),
});
export type AccessToken = z.infer<typeof AccessToken>;

/** With the token itself, which is told this once. */
export const CreatedAccessToken = AccessToken.extend({ token: z.string() });
export type CreatedAccessToken = z.infer<typeof CreatedAccessToken>;

export const Service = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  status: z.enum(['pending', 'online', 'offline']),
  code: z.string().optional(),
  instances: z.number(),
  sdk: z.string(),
  contract: z.string(),
  actions: z.array(z.string()),
  hidden: z.array(z.string()).optional(),
  seenAt: z.string().optional(),
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
  changes: z
    .array(z.object({ action: z.string(), breaking: z.boolean(), change: z.string(), processes: z.array(z.string()) }))
    .optional(),
});
export type Service = z.infer<typeof Service>;

export const Tenant = z.object({ id: z.string(), name: z.string(), createdAt: z.string() });
export type Tenant = z.infer<typeof Tenant>;

export const CreatedTenant = Tenant.extend({ token: CreatedAccessToken });
export type CreatedTenant = z.infer<typeof CreatedTenant>;

export const AuditPage = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      target: z.string(),
      detail: z.record(z.string(), z.unknown()),
      correlationId: z.string().optional(),
    }),
  ),
  next: z.string().optional(),
});
export type AuditPage = z.infer<typeof AuditPage>;

/** How the master key was changed. */
export const KeyRotation = z.object({
  keyId: z.string(),
  rewrapped: z.number(),
  failed: z.array(z.string()),
  retired: z.array(z.string()),
});
export type KeyRotation = z.infer<typeof KeyRotation>;

export const Readiness = z.object({
  ready: z.boolean(),
  database: z.string(),
  draining: z.boolean(),
  weakSettings: z.array(z.string()).optional(),
});
export type Readiness = z.infer<typeof Readiness>;
