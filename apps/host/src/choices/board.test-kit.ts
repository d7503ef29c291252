import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { describePlugin } from '@mortise/sdk/manifest';
import { onTestFinished } from 'vitest';
import type { PluginFixture } from '../project.test-kit.ts';
import plugin from './board-plugin.test-kit.ts';

/** An application with several logins, fields that depend on them, and choices that its service gives. */
export const boardPlugin: PluginFixture = {
  application: 'board',
  manifest: JSON.stringify(describePlugin(plugin, { sdk: '^1.0.0' })),
  code: `export { default } from ${JSON.stringify(new URL('board-plugin.test-kit.ts', import.meta.url).href)};`,
};

export interface BoardService {
  readonly url: string;
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** How many boards there are. */
  boards: number;
  /** Gives pages without an end and without a board in them. */
  endless: boolean;
}

export const token = 'a-token-that-opens-the-board';

/** Its service on loopback, which accepts {@link token} and nothing else, and repeats it where it should not. */
export async function startBoard(): Promise<BoardService> {
  const requests: BoardService['requests'] = [];
  const state = { boards: 5, endless: false };
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://board');
    requests.push({ path: url, headers });
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/token') return reply(200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
    const given = [headers.authorization, `Bearer ${String(headers['x-board-key'])}`];
    if (!given.includes(`Bearer ${token}`)) return reply(401, { message: `Who is ${headers.authorization}?` });
    if (pathname.endsWith('/columns')) return reply(200, { columns: [{ id: 1, name: 'To do' }, { id: 2 }] });
    const from = Number(searchParams.get('after') ?? 0);
    const size = Number(searchParams.get('limit'));
    if (state.endless) return reply(200, { items: [], next: String(from + 1) });
    const ids = Array.from({ length: Math.min(size, state.boards - from) }, (_, index) => from + index + 1);
    const next = from + size < state.boards ? String(from + size) : null;
    reply(200, { items: ids.map((id) => ({ id, name: `Board ${id}` })), next });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return Object.assign(state, { url: `http://127.0.0.1:${address.port}`, requests });
}
