import { z } from 'zod';
import { CreatedAccessToken } from '../access-tokens/access-token-view.ts';
import type { TestHost, TestRequest } from '../host.test-kit.ts';
import type { Role } from '../security/identity.ts';
import { CreatedTenant } from './tenant-view.ts';

type Asking = Pick<TestHost, 'ask'>;

/** Asks with a token of its own instead of the administrator's. */
export function as({ ask }: Asking, token: string): Asking['ask'] {
  return (method, path, { headers, ...rest }: TestRequest = {}) =>
    ask(method, path, { ...rest, headers: { authorization: `Bearer ${token}`, ...headers } });
}

/** Makes a tenant, and a token of it for each role. */
export async function newTenant(host: Asking, name: string) {
  const { id, token } = CreatedTenant.parse((await host.ask('POST', '/api/tenants', { body: { name } })).body);
  const admin = { ask: as(host, token.token) };
  const editor = await newToken(admin, { role: 'editor' });
  const viewer = await newToken(admin, { role: 'viewer' });
  return { id, ask: admin.ask, tokens: { admin: token.token, editor: editor.token, viewer: viewer.token } };
}

export interface WantedToken {
  readonly role: Role;
  readonly name?: string;
  readonly scopes?: readonly string[];
  readonly expiresAt?: string | null;
}

export async function newToken({ ask }: Asking, { name = 'Made for a test', ...wanted }: WantedToken) {
  const { status, body } = await ask('POST', '/api/tokens', { body: { name, ...wanted } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return CreatedAccessToken.parse(body);
}

/** Signs a browser in and gives what it sends from then on. */
export async function newSession({ ask }: Asking, token: string) {
  const answer = await ask('POST', '/api/session', { body: { token }, headers: { authorization: '' } });
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(answer.body);
  const [cookie = ''] = answer.headers.get('set-cookie')?.split(';') ?? [];
  return { cookie, csrfToken, attributes: answer.headers.get('set-cookie')?.split('; ').slice(1) ?? [] };
}
