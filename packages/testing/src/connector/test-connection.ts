import {
  type ApiDescription,
  type Application,
  type Connection,
  ConnectionClient,
  describeApi,
  HttpClient,
  hostsOf,
  memoryTokenStore,
  readForm,
  type TokenSet,
} from '@mortise/sdk';
import { connectionForm } from '@mortise/sdk/forms';
import { describePlugin } from '@mortise/sdk/manifest';
import type { FakeApi } from '../fake-api/fake-api.ts';
import { Canaries } from './canaries.ts';
import { sampleForm } from './sample.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { type SignInRoute, signInRoute } from './sign-in-route.ts';

/** The account that a test is made with; everything that is absent is made up. */
export interface TestAccount {
  /** Absent: a service without a login at https://api.example.com. */
  readonly application?: Application | (new () => Application) | undefined;
  /** Settings of the application; the ones it demands are sampled from its schema where they are absent. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Credentials of its login; those that are absent are made up. */
  readonly credentials?: Readonly<Record<string, string>> | undefined;
  /** Largest answer in bytes. 10 MiB by default. */
  readonly maxResponseBytes?: number | undefined;
}

/** A real connection, all of whose traffic ends at a fake API. */
export interface TestConnection {
  readonly connection: Connection;
  readonly api: ApiDescription;
  readonly canaries: Canaries;
  readonly signIn: SignInRoute | undefined;
  close(): Promise<void>;
}

const anonymousApi: ApiDescription = { baseUrl: 'https://api.example.com', authentication: { kind: 'none' }, headers: {} };

/** Opens a connection to a fake API. Throws a SettingsError where the given settings do not fit the application. */
export async function openTestConnection(fake: FakeApi, account: TestAccount): Promise<TestConnection> {
  const canaries = new Canaries();
  const { maxResponseBytes, application: given } = account;
  const http = new HttpClient({
    allow: [`127.0.0.1:${fake.port}`],
    reroute: fake.reroute,
    ...(maxResponseBytes !== undefined && { maxResponseBytes }),
  });
  const tokenStore = memoryTokenStore(tokens(canaries));
  const close = () => http.close();
  if (!given) {
    const client = new ConnectionClient({ http, api: anonymousApi, credentials: {}, tokenStore });
    return { connection: { settings: account.settings ?? {}, client }, api: anonymousApi, canaries, signIn: undefined, close };
  }
  const application = typeof given === 'function' ? new given() : given;
  const values = fillIn(application, account, canaries);
  const { settings, credentials } = await readForm(application, values);
  const api = describeApi(application, settings);
  // Without the budgets of connect(), which all connections of a process share: one test would wait for another.
  const client = new ConnectionClient({
    http,
    api,
    credentials,
    tokenStore,
    hosts: hostsOf(application, api),
    secrets: canaries.made,
  });
  return {
    connection: { settings: visible(settings, canaries), client },
    api,
    canaries,
    signIn: signInRoute(api, canaries),
    close,
  };
}

function fillIn(application: Application, { settings = {}, credentials = {} }: TestAccount, canaries: Canaries) {
  const { application: forms } = describePlugin({ application, actions: [] }, { sdk: '*' });
  const { properties } = connectionForm(forms);
  for (const [name, value] of Object.entries({ ...settings, ...credentials })) {
    if (properties[name]?.['writeOnly'] === true && typeof value === 'string') canaries.watch(value);
  }
  const secretOf = (name: string) => canaries.make(name);
  const samples = { ...sampleForm(forms.credentials, secretOf), ...sampleForm(forms.settings, secretOf) };
  const certificate = 'privateKey' in samples && 'certificate' in samples ? selfSignedCertificate() : {};
  return { ...samples, ...certificate, ...settings, ...credentials };
}

/** Settings as actions see them: without the secret ones. */
function visible(settings: Readonly<Record<string, unknown>>, canaries: Canaries) {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => !canaries.made.some((secret) => secret === value)));
}

/** What a user who has signed in would have in store. */
function tokens(canaries: Canaries): TokenSet {
  return {
    accessToken: canaries.make('access-token'),
    refreshToken: canaries.make('refresh-token'),
    tokenSecret: canaries.make('token-secret'),
    issuedAt: Date.now(),
  };
}
