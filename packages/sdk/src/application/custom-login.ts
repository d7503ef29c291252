import { z } from 'zod';
import { formOf } from '../forms/form-of.ts';

const Texts = z.record(z.string(), z.string());

/** A login that is a request: what it sends, where its answer holds the token, how calls carry that. */
export const CustomLogin = z.object({
  /** What the user fills in, as JSON Schema. */
  fields: z.object({
    properties: z.record(z.string(), z.record(z.string(), z.unknown())),
    required: z.array(z.string()),
  }),
  request: z.object({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH']),
    path: z.string(),
    query: Texts.exactOptional(),
    headers: Texts.exactOptional(),
    /** Sent as RFC 7617 says. */
    basic: z.object({ username: z.string(), password: z.string() }).exactOptional(),
    form: Texts.exactOptional(),
    json: z.json().exactOptional(),
  }),
  token: z.union([z.string().min(1), z.object({ header: z.string().min(1) }), z.object({ cookie: z.string().min(1) })]),
  expiresIn: z.union([z.string().min(1), z.number().positive()]).exactOptional(),
  expiresAt: z.string().min(1).exactOptional(),
  send: z.union([
    z.object({ header: z.string().min(1), prefix: z.string().default('') }),
    z.object({ query: z.string().min(1) }),
  ]),
});
export type CustomLogin = z.infer<typeof CustomLogin>;

/**
 * The facts of a login of the service's own. A text of the request may hold `{field}`: the value that the user filled in,
 * encoded for its place, so that a password with a quote or a line break stays a password. A value that is nothing but
 * `{field}` is left out where that field was; in JSON it keeps its type.
 */
export interface CustomLoginOptions {
  /** What the user fills in: an object of form fields. */
  readonly fields: z.ZodObject;
  /** The request that logs in; its path is below the base URL, or an absolute address. */
  readonly request: z.input<typeof CustomLogin>['request'];
  /** Where the answer holds the token: a dotted path in its JSON, a header, or a cookie. */
  readonly token: z.input<typeof CustomLogin>['token'];
  /** How long the token lives: seconds, or the dotted path to them in the answer. Absent: until it is refused. */
  readonly expiresIn?: string | number;
  /** In place of it: the dotted path to the time of its expiry, as ISO 8601, or in seconds or milliseconds since 1970. */
  readonly expiresAt?: string;
  /** How calls carry the token; `Authorization: Bearer …` by default. */
  readonly send?: z.input<typeof CustomLogin>['send'];
}

const bearerHeader = { header: 'authorization', prefix: 'Bearer ' };
/** Names that connections keep for themselves. */
const reserved = 'tokens';

/** Checks the facts of such a login. Throws a TypeError for those that contradict each other. */
export function describeCustomLogin({ fields, send = bearerHeader, ...facts }: CustomLoginOptions): CustomLogin {
  const { properties, required } = formOf(fields);
  const login = CustomLogin.parse({ ...facts, send, fields: { properties: { ...properties }, required: [...required] } });
  const { form, json, basic, headers = {}, path } = login.request;
  if (form !== undefined && json !== undefined) throw new TypeError('A login sends `form` or `json`, not both.');
  if (login.expiresIn !== undefined && login.expiresAt !== undefined) {
    throw new TypeError('A login has `expiresIn` or `expiresAt`, not both.');
  }
  if (basic && Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')) {
    throw new TypeError('A login sends `basic` or a header "authorization", not both.');
  }
  if (Object.hasOwn(properties, reserved)) throw new TypeError(`A field of a login cannot be called "${reserved}".`);
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?]*\{/i.test(path)) {
    throw new TypeError('What the user fills in may not decide the host of a login. Put it into the path, or make it a setting.');
  }
  for (const name of placeholdersIn(login.request)) {
    if (!Object.hasOwn(properties, name)) throw new TypeError(`The login sends "{${name}}", and there is no such field.`);
  }
  return login;
}

/** A name in braces, where the value of a field goes. */
export const placeholder = /\{(?<name>[A-Za-z_][\w-]*)\}/g;

function placeholdersIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(placeholder)].map(({ groups }) => groups?.['name'] ?? '');
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(placeholdersIn) : [];
}
