import { z } from 'zod';
import type { Application } from '../application/application.ts';
import { type Credentials, tokenAddresses } from '../application/authentication.ts';
import { readCredentials } from '../application/credential-form.ts';
import { SettingsError } from '../errors/settings-error.ts';
import { formOf } from '../forms/form-of.ts';
import { missingFields, shownValues } from '../forms/shown-fields.ts';
import { HttpClient } from '../http/http-client.ts';
import { MemoryBudgets } from '../rates/memory-budgets.ts';
import { check } from '../schema/check.ts';
import { toJsonSchema } from '../schema/schema.ts';
import { memoryTokenStore, type TokenStore } from '../tokens/access-tokens.ts';
import { type ApiDescription, ConnectionClient } from './connection-client.ts';

const Fields = z.record(z.string(), z.object({ writeOnly: z.boolean().optional() }));

/** One account of an application, ready for {@link run}. */
export interface Connection {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly client: ConnectionClient;
}

export interface ConnectOptions {
  readonly http?: HttpClient;
  /** Where OAuth 2 tokens are kept; in memory where it is absent. */
  readonly tokenStore?: TokenStore;
}

let sharedHttpClient: HttpClient | undefined;
const sharedBudgets = new MemoryBudgets();
let sharedAnonymousClient: ConnectionClient | undefined;

/** The client that is used where none is given: every address inside a private network is refused. */
function defaultHttpClient(): HttpClient {
  sharedHttpClient ??= new HttpClient();
  return sharedHttpClient;
}

/** For connectors without an application: no credentials, no base URL, any public host. */
export function anonymousClient(): ConnectionClient {
  sharedAnonymousClient ??= new ConnectionClient({
    http: defaultHttpClient(),
    api: { baseUrl: '', authentication: { kind: 'none' }, headers: {} },
    credentials: {},
    tokenStore: memoryTokenStore(),
  });
  return sharedAnonymousClient;
}

/** Opens a connection in a program without a host. `values` follow the application's form; throws a SettingsError where they do not. */
export async function connect(
  ApplicationClass: Application | (new () => Application),
  values: Readonly<Record<string, unknown>>,
  { http = defaultHttpClient(), tokenStore = memoryTokenStore() }: ConnectOptions = {},
): Promise<Connection> {
  const application = typeof ApplicationClass === 'function' ? new ApplicationClass() : ApplicationClass;
  const { settings, credentials } = await readForm(application, values);
  const api = describeApi(application, settings);
  const isSecret = secretFields(application);
  const entries = Object.entries(settings);
  const client = new ConnectionClient({
    http,
    api,
    credentials,
    tokenStore,
    hosts: hostsOf(application, api),
    secrets: entries.filter(([name]) => isSecret.has(name)).map(([, value]) => String(value)),
    budget: sharedBudgets.open({
      application: application.name,
      perConnection: [api.limits?.perConnection],
      perApplication: api.limits?.perApplication,
    }),
  });
  return { settings: Object.fromEntries(entries.filter(([name]) => !isSecret.has(name))), client };
}

/** The names of the settings that are stored encrypted and given to no connector. */
export function secretFields({ settings }: Application): ReadonlySet<string> {
  const { data: fields = {} } = Fields.safeParse(toJsonSchema(settings, 'input')['properties']);
  return new Set(Object.keys(fields).filter((name) => fields[name]?.writeOnly));
}

/** Splits filled-in values into settings and credentials, and checks both. Values of hidden fields are dropped. */
export async function readForm(
  application: Application,
  values: Readonly<Record<string, unknown>>,
): Promise<{ settings: Record<string, unknown>; credentials: Credentials }> {
  const settings = await readSettings(application, values);
  const { clientCertificate } = application;
  const authentication = application.signIn(settings);
  return { settings, credentials: await readCredentials({ authentication, clientCertificate }, values) };
}

async function readSettings({ settings }: Application, values: Readonly<Record<string, unknown>>) {
  const form = formOf(settings);
  const shown = shownValues(form, values);
  const checked = await check(settings, shown, SettingsError, 'The form');
  const [missing] = missingFields(form, shown);
  if (missing !== undefined) throw new SettingsError(missing, `The form does not fit its schema. ${missing}: is missing`);
  // Defaults were filled in for hidden fields too.
  return shownValues(form, checked);
}

/** What an application says about its API for these settings. */
export function describeApi(application: Application, settings: Record<string, unknown>): ApiDescription {
  const { headers, responses, bodyRefusal, idempotencyHeader, limits, rateHeaders, clientCertificate } = application;
  return {
    baseUrl: application.baseUrl(settings),
    authentication: application.signIn(settings),
    ...(clientCertificate && { clientCertificate }),
    headers,
    responses,
    bodyRefusal,
    idempotencyHeader,
    limits,
    rateHeaders,
    test: application.test(settings),
  };
}

/** The hosts that an application may reach with these settings. */
export function hostsOf(application: Application, { baseUrl, authentication }: ApiDescription): readonly string[] {
  const urls = [baseUrl, ...tokenAddresses(authentication)];
  return [...urls.map((url) => new URL(url).host), ...application.hosts];
}
