import { onTestFinished } from 'vitest';
import type { Credentials } from '../src/application/authentication.ts';
import { type ApiDescription, type CallScope, ConnectionClient } from '../src/connection/connection-client.ts';
import { HttpClient, type HttpClientOptions } from '../src/http/http-client.ts';
import type { RateBudget } from '../src/rates/rate-budget.ts';
import { memoryTokenStore, type SharedTokenStore, type TokenStore } from '../src/tokens/access-tokens.ts';

interface Options {
  readonly api?: Partial<ApiDescription>;
  readonly credentials?: Credentials;
  readonly tokenStore?: TokenStore | SharedTokenStore;
  readonly hosts?: readonly string[];
  readonly allow?: readonly string[];
  readonly secrets?: readonly string[];
  readonly budget?: RateBudget;
}

/** A client that may reach loopback; it is closed when the test ends. */
export function localHttp(options: HttpClientOptions = {}): HttpClient {
  const http = new HttpClient({ allow: ['127.0.0.0/8', '::1'], ...options });
  onTestFinished(() => http.close());
  return http;
}

/** A connection to a local server that it declares as its only host. */
export function connectTo({ url, host }: { readonly url: string; readonly host: string }, options: Options = {}) {
  const { api, credentials = {}, tokenStore = memoryTokenStore(), hosts = [host], allow, secrets = [], budget } = options;
  const client = new ConnectionClient({
    http: localHttp(allow ? { allow } : {}),
    api: { baseUrl: url, authentication: { kind: 'none' }, headers: {}, ...api },
    credentials,
    tokenStore,
    hosts,
    secrets,
    budget,
  });
  return { client, settings: {} };
}

/** What one call adds; five seconds long. */
export function scope(options: Partial<CallScope> & { readonly timeoutMs?: number } = {}): CallScope {
  const { timeoutMs = 5000, ...call } = options;
  return {
    deadlineAt: performance.now() + timeoutMs,
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    idempotencyKey: 'key-of-this-step',
    ...call,
  };
}
