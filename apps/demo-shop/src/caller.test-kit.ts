import type { DemoShop } from './index.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed if the answer says that it is JSON, otherwise its text. */
  readonly body: unknown;
}

/** Sends one request and reads the whole answer. Redirects are not followed. */
export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const isJson = response.headers.get('content-type')?.includes('json') && response.status !== 204;
  return { status: response.status, headers: response.headers, body: isJson ? await response.json() : await response.text() };
}

/** Calls a shop with one token. */
export function callerOf({ url }: DemoShop, token: string) {
  const authorization = `Bearer ${token}`;
  return {
    get: (path: string) => send(url + path, { headers: { authorization } }),
    delete: (path: string) => send(url + path, { method: 'DELETE', headers: { authorization } }),
    post(path: string, body: unknown, headers: Record<string, string> = {}) {
      const all = { authorization, 'content-type': 'application/json', ...headers };
      return send(url + path, { method: 'POST', headers: all, body: JSON.stringify(body) });
    },
  };
}
