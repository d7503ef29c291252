import { ConnectionLimits } from '@mortise/sdk';
import { z } from 'zod';
import { storableText } from '../database/storable-text.ts';
import { ErrorAnswer } from '../errors/error-answer.ts';
import type { ConnectionRow } from './connection-store.ts';
import type { Values } from './connection-values.ts';
import { DescribedLogin } from './described-login.ts';

const ValuesObject = z.record(z.string(), z.unknown());
const Name = z.string().trim().min(1).max(100).regex(storableText, 'must not hold control characters');

/** How the last or a new test of a connection went. */
export const ConnectionTest = z.strictObject({
  ok: z.boolean(),
  error: ErrorAnswer.optional(),
  testedAt: z.iso.datetime(),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** What can be said of a connection at a glance. */
const Status = z.enum(['ready', 'needs_sign_in', 'failing', 'untested']).meta({
  description:
    'needs_sign_in until somebody signs in in a browser; failing where the last test, or the login of a call since, did not succeed',
});

/** The permissions of an OAuth login. */
const Scopes = z.strictObject({
  wanted: z.array(z.string()),
  granted: z.array(z.string()),
  missing: z.array(z.string()),
});

/** A connection as the API shows it: of a secret, only whether there is one. */
export const ConnectionView = z
  .strictObject({
    id: z.string(),
    application: z.string(),
    name: z.string(),
    values: ValuesObject,
    limits: ConnectionLimits.optional(),
    secrets: z.record(z.string(), z.strictObject({ set: z.literal(true) })),
    status: Status,
    problem: z.string().optional().meta({ description: 'Why it is failing' }),
    signInNeeded: z.string().optional().meta({ description: 'Why somebody has to sign in' }),
    signedInAt: z.iso.datetime().optional(),
    tokenExpiresAt: z.iso.datetime().optional().meta({ description: 'Tokens are renewed ahead of it' }),
    scopes: Scopes.optional(),
    tokenHost: z.string().optional().meta({ description: 'Where the tokens of a sign-in in the browser come from' }),
    test: ConnectionTest.optional().meta({ description: 'A call whose login was refused counts as one, to the minute' }),
    lastSuccessAt: z.iso.datetime().optional().meta({ description: 'Of a call or a test, to the minute' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ title: 'Connection' });
export type ConnectionView = z.infer<typeof ConnectionView>;

const IsTested = z
  .boolean()
  .optional()
  .meta({ description: 'false saves it without asking the service whether it accepts the login' });

export const NewConnection = z.strictObject({
  application: z.string().min(1),
  name: Name,
  values: ValuesObject,
  limits: ConnectionLimits.optional(),
  test: IsTested,
});
export type NewConnection = z.infer<typeof NewConnection>;

/** Values that are left out stay as they are, secrets too; `null` takes a value away. Limits are replaced as a whole. */
export const ConnectionChange = z.strictObject({
  name: Name.optional(),
  values: ValuesObject.optional(),
  limits: ConnectionLimits.nullable().optional(),
  test: IsTested,
});
export type ConnectionChange = z.infer<typeof ConnectionChange>;

/** A form as it is filled in; `connection` is the one that it is going to change, whose values stand for those left out. */
export const DraftBody = z.strictObject({
  values: ValuesObject,
  connection: z.string().min(1).max(100).optional().meta({ description: 'Id or name of the connection that is being changed' }),
});
export type DraftBody = z.infer<typeof DraftBody>;

export const ConnectionAddress = z.strictObject({ id: z.string().min(1).max(100) });
export type ConnectionAddress = z.infer<typeof ConnectionAddress>;

export function parseValues(json: string): Values {
  return ValuesObject.parse(JSON.parse(json));
}

export function parseLimits(json: string | null): ConnectionLimits | undefined {
  return json === null ? undefined : ConnectionLimits.parse(JSON.parse(json));
}

/** Limits that limit nothing are none. */
export function limitsColumn(limits: ConnectionLimits | null | undefined): string | null {
  return limits?.perConnection ? JSON.stringify(limits) : null;
}

export function toView(row: ConnectionRow, secretFields: readonly string[] | undefined): ConnectionView {
  const test = testOf(row);
  const login = row.login === null ? undefined : DescribedLogin.parse(JSON.parse(row.login));
  const limits = parseLimits(row.limits);
  const signInNeeded = signInNeededBy(row);
  const status = signInNeeded === undefined ? statusOf(test, row.last_success_at) : 'needs_sign_in';
  const problem = status === 'failing' ? test?.error?.detail : undefined;
  const scopes = login && row.tokens !== null ? scopesOf(login, row.granted_scope) : undefined;
  return {
    id: row.id,
    application: row.application,
    name: row.name,
    values: { ...parseValues(row.settings), ...parseValues(row.credentials) },
    ...(limits && { limits }),
    secrets: Object.fromEntries((secretFields ?? []).map((field) => [field, { set: true as const }])),
    ...(secretFields ? { status, ...(problem !== undefined && { problem }) } : { status: 'failing', problem: secretsUnreadable }),
    ...(signInNeeded !== undefined && { signInNeeded }),
    ...(row.signed_in_at !== null && { signedInAt: row.signed_in_at }),
    ...(row.token_expires_at !== null && { tokenExpiresAt: row.token_expires_at }),
    ...(scopes && { scopes }),
    ...(login?.tokenHost !== undefined && { tokenHost: login.tokenHost }),
    ...(test && { test }),
    ...(row.last_success_at !== null && { lastSuccessAt: row.last_success_at }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Why somebody has to sign in before anything can be called, where that is so. */
export function signInNeededBy({ sign_in_needed: reason, login, tokens }: ConnectionRow): string | undefined {
  if (reason !== null) return reason;
  const isInBrowser = login !== null && DescribedLogin.parse(JSON.parse(login)).isInBrowser;
  return isInBrowser && tokens === null ? notSignedIn : undefined;
}

const secretsUnreadable =
  'Its secrets in the database are damaged and cannot be opened. Bring the row back, or remove the connection and add it anew.';
const notSignedIn = 'Nobody has signed in yet.';

/** One that could not ask anything tells nothing. */
function testOf({ test: json }: ConnectionRow): ConnectionTest | undefined {
  const test = json === null ? undefined : ConnectionTest.parse(JSON.parse(json));
  return test?.error?.code === 'not_testable' ? undefined : test;
}

/** The last word is that of a test, or of a call that succeeded after it. */
function statusOf(test: ConnectionTest | undefined, lastSuccessAt: string | null): ConnectionView['status'] {
  const hasSucceeded = lastSuccessAt !== null && (test === undefined || lastSuccessAt >= test.testedAt);
  if (hasSucceeded || test?.ok) return 'ready';
  return test ? 'failing' : 'untested';
}

/** A server that names no scope has granted what was asked for (RFC 6749, 5.1). Some put commas between them. */
function scopesOf({ scopes: wanted }: DescribedLogin, grantedScope: string | null): z.infer<typeof Scopes> | undefined {
  const granted = grantedScope === null ? wanted : grantedScope.split(/[\s,]+/).filter(Boolean);
  if (wanted.length === 0 && granted.length === 0) return undefined;
  return { wanted, granted, missing: wanted.filter((scope) => !granted.includes(scope)) };
}
