import { checkbox, SettingsError, select, text, url } from '@mortise/sdk';
import { z } from 'zod';
import { checkHeaderLines, checkHeaderName, fieldValue, headerToken } from './headers.ts';

const tokens = { login: ['clientCredentials', 'authorizationCode', 'publicClient'] } as const;
const signIn = { login: ['authorizationCode', 'publicClient'] } as const;
const apiKey = { login: 'apiKeyHeader' } as const;

/** What a connection is told besides its credentials. */
export const HttpSettings = z.object({
  baseUrl: url('Base URL', { help: 'Where the paths begin, for example https://api.example.com/v1. No other host is called' }),
  login: select('Login', {
    none: 'None',
    apiKeyHeader: 'API key in a header',
    apiKeyQuery: 'API key in the query',
    bearer: 'Bearer token',
    basic: 'User name and password (Basic)',
    clientCredentials: 'OAuth 2, client credentials',
    authorizationCode: 'OAuth 2, sign-in in the browser',
    publicClient: 'OAuth 2, sign-in in the browser without a client secret',
  }).default('none'),
  headerName: matching(headerToken, text('Name of the header', { showIf: apiKey, help: 'For example X-API-Key' })).superRefine(
    checkHeaderName,
  ),
  headerPrefix: matching(
    fieldValue,
    text('Word before the key', {
      showIf: apiKey,
      optional: true,
      help: 'For example Token; mostly there is none',
    }),
  ),
  queryName: text('Name of the parameter', { showIf: { login: 'apiKeyQuery' }, help: 'For example api_key' }),
  authorizeUrl: url('Authorization URL', { showIf: signIn, help: 'Where the browser is sent to sign in' }),
  tokenUrl: url('Token URL', { showIf: tokens, help: 'Where tokens are asked for and renewed' }),
  scopes: text('Scopes', { showIf: tokens, optional: true, help: 'As the service writes them, mostly with spaces between' }),
  clientAuthentication: select(
    'Client id and secret are sent',
    { basic: 'As HTTP Basic', body: 'In the form', json: 'In a JSON body' },
    {
      showIf: { login: ['clientCredentials', 'authorizationCode'] },
      optional: true,
      help: 'As HTTP Basic where nothing is chosen',
    },
  ),
  withoutPkce: checkbox('Without PKCE', { showIf: { login: 'authorizationCode' }, help: 'Only for a service that refuses it' }),
  authorizeParameters: text('Further parameters of the sign-in', {
    showIf: signIn,
    optional: true,
    help: 'As in an address, for example access_type=offline&prompt=consent',
  }),
  tokenParameters: text('Further parameters of token requests', {
    showIf: tokens,
    optional: true,
    help: 'As in an address, for example audience=https%3A%2F%2Fapi.example.com',
  }),
  testPath: matching(
    /^\/(?![/\\])[^\s#\\]*$/,
    text('Path to test', { optional: true, help: 'What a test of the connection asks with GET, for example /me' }),
  ),
  headers: text('Headers of every request', {
    optional: true,
    help: 'One on each line, Name: value. Not for secrets: everybody who may run a process can read them',
  }).superRefine(checkHeaderLines),
  idempotencyHeader: matching(
    headerToken,
    text('Idempotency header', {
      optional: true,
      help: 'Where the service takes a key by which it knows a POST or PATCH that comes again, for example Idempotency-Key',
    }),
  ).superRefine(checkHeaderName),
});
export type HttpSettings = z.infer<typeof HttpSettings>;

/** A rule for text. As a pattern it is part of the form, so that a host heeds it without running the code of a plugin. */
function matching(pattern: RegExp, field: z.ZodOptional<z.ZodString>): z.ZodOptional<z.ZodString> {
  return field.unwrap().regex(pattern, 'is not written as the form says').optional();
}

/** The settings as an action sees them. Throws a SettingsError for those that no form would have taken. */
export function readSettings(settings: Readonly<Record<string, unknown>>): HttpSettings {
  const { data, error } = HttpSettings.safeParse(settings);
  if (data) return data;
  throw new SettingsError(
    String(error.issues[0]?.path[0] ?? ''),
    `The settings of the connection do not fit. ${z.prettifyError(error)}`,
  );
}
