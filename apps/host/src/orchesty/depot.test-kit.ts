import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { describePlugin } from '@mortise/sdk/manifest';
import { onTestFinished } from 'vitest';
import type { PluginFixture } from '../project.test-kit.ts';
import abacus from './abacus-plugin.test-kit.ts';
import depot from './depot-plugin.test-kit.ts';

/** An application with an account and an action of each kind, and one without an account. */
export const workerPlugins: readonly PluginFixture[] = [
  {
    application: 'depot',
    manifest: JSON.stringify(describePlugin(depot, { sdk: '^1.0.0', logo: 'logo.svg' })),
    logo: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    code: `export { default } from ${JSON.stringify(new URL('depot-plugin.test-kit.ts', import.meta.url).href)};`,
  },
  {
    application: 'abacus',
    manifest: JSON.stringify(describePlugin(abacus, { sdk: '^1.0.0' })),
    code: `export { default } from ${JSON.stringify(new URL('abacus-plugin.test-kit.ts', import.meta.url).href)};`,
  },
];

export const token = 'a-token-that-opens-the-depot';

export interface DepotService {
  readonly url: string;
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Answered instead of everything else. */
  status: number | undefined;
}

/** Its service on loopback, which accepts {@link token} and nothing else. Shelf `a` has three pages, the second without an item. */
export async function startDepot(): Promise<DepotService> {
  const requests: DepotService['requests'] = [];
  const state: Pick<DepotService, 'status'> = { status: undefined };
  const pages: Readonly<Record<string, object>> = {
    first: { items: [{ id: 'i1' }, { id: 'i2' }], next: 'second' },
    second: { items: [], next: 'third' },
    third: { items: [{ id: 'i3' }], next: null },
  };
  const server = createServer(({ url = '', headers }, response) => {
    requests.push({ path: url, headers });
    const { pathname, searchParams } = new URL(url, 'http://depot');
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (headers.authorization !== `Bearer ${token}`) return reply(401, { message: 'Who is there?' });
    if (state.status !== undefined) return reply(state.status, { message: 'Not now.' });
    if (pathname.startsWith('/shelves/')) return reply(200, pages[searchParams.get('after') ?? 'first']);
    reply(200, { id: decodeURIComponent(pathname.slice('/items/'.length)), title: 'Příliš žluťoučký kůň' });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return Object.assign(state, { url: `http://127.0.0.1:${address.port}`, requests });
}
