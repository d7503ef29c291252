import { memoryTokenStore } from './access-tokens.ts';
import type { Application } from './application.ts';
import { type Credentials, credentialForms } from './authentication.ts';
import { check } from './check.ts';
import { type ApiDescription, ConnectionClient } from './connection-client.ts';
import { SettingsError } from './errors/settings-error.ts';
import { HttpClient } from './http/http-client.ts';

/** One account of an application, ready for {@link run}. Its tokens live as long as the object. */
export interface Connection {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly client: ConnectionClient;
}

export interface ConnectOptions {
  readonly http?: HttpClient;
}

let sharedHttpClient: HttpClient | undefined;

/** The client that is used where none is given: every address inside a private network is refused. */
export function defaultHttpClient(): HttpClient {
  sharedHttpClient ??= new HttpClient();
  return sharedHttpClient;
}

/** Opens a connection in a program without a host. `values` follow the application's form; throws a SettingsError where they do not. */
export async function connect(
  ApplicationClass: new () => Application,
  values: Readonly<Record<string, unknown>>,
  { http = defaultHttpClient() }: ConnectOptions = {},
): Promise<Connection> {
  const application = new ApplicationClass();
  const { settings, credentials } = await readForm(application, values);
  const api = describeApi(application, settings);
  const client = new ConnectionClient({
    http,
    api,
    credentials,
    tokenStore: memoryTokenStore(),
    hosts: hostsOf(application, api),
  });
  return { settings, client };
}

/** Splits filled-in values into settings and credentials, and checks both. */
export async function readForm(
  application: Application,
  values: Readonly<Record<string, unknown>>,
): Promise<{ settings: Record<string, unknown>; credentials: Credentials }> {
  const settings = await check(application.settings, values, SettingsError, 'The form');
  const { kind } = application.signIn(settings);
  return { settings, credentials: await check<Credentials>(credentialForms[kind], values, SettingsError, 'The form') };
}

/** What an application says about its API for these settings. */
export function describeApi(application: Application, settings: Record<string, unknown>): ApiDescription {
  const { headers, responses, idempotencyHeader } = application;
  return {
    baseUrl: application.baseUrl(settings),
    authentication: application.signIn(settings),
    headers,
    responses,
    idempotencyHeader,
  };
}

/** The hosts that an application may reach with these settings. */
export function hostsOf(application: Application, { baseUrl, authentication }: ApiDescription): readonly string[] {
  const urls = authentication.kind === 'oauth2' ? [baseUrl, authentication.tokenUrl] : [baseUrl];
  return [...urls.map((url) => new URL(url).host), ...application.hosts];
}
