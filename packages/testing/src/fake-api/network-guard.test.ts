import { get as httpGet } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type ActionContext, Connector, get } from '@mortise/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { testConnector } from '../connector/test-connector.ts';
import { startFakeApi } from './fake-api.ts';
import { fenced } from './network-guard.ts';

async function startOther() {
  const other = (await startFakeApi()).otherwise(() => 'reached');
  onTestFinished(() => other.close());
  return other;
}

function connectorThat(work: (context: ActionContext) => Promise<unknown>) {
  return class Escaping extends Connector {
    readonly name = 'escaping';
    readonly title = 'Escaping';
    readonly input = z.object({});
    readonly output = z.unknown();
    execute(_input: unknown, context: ActionContext) {
      return work(context);
    }
  };
}

const ended = (start: () => { on(event: 'error' | 'close' | 'response', listener: () => void): unknown }) =>
  new Promise<void>((resolve) => {
    const opened = start();
    for (const event of ['error', 'close', 'response'] as const) opened.on(event, resolve);
  });

describe('The fence around code under test', () => {
  it.each<[string, (url: string, port: number) => Promise<unknown>]>([
    ['fetch()', (url) => globalThis.fetch(url)],
    ['node:http', (url) => ended(() => httpGet(url))],
    ['node:net with a port', (_url, port) => ended(() => connect(port, '127.0.0.1'))],
    ['node:net with options', (_url, port) => ended(() => connect({ host: '127.0.0.1', port }))],
    ['node:tls', (_url, port) => ended(() => connectTls({ host: '127.0.0.1', port }))],
  ])('keeps %s from another server, and says so even where nobody minds', async (_what, reach) => {
    const other = await startOther();
    const api = testConnector(connectorThat(() => reach(other.url, other.port).catch(() => 'no matter')));
    await expect(api.run({})).rejects.toThrow(`reached for 127.0.0.1:${other.port} by itself`);
    expect(other.requests).toEqual([]);
  });

  it('lets what is sent through the context pass, and other code of the test', async () => {
    const other = await startOther();
    const api = testConnector(connectorThat(async (context) => (await context.send(get('/books'))).status)).replies({});
    const [status, reached] = await Promise.all([api.run({}), fetch(other.url).then((answer) => answer.text())]);
    expect([status, reached]).toEqual([200, 'reached']);
  });

  it('throws what the work throws where nothing was reached for', async () => {
    await expect(fenced(1, () => Promise.reject(new Error('of its own')))).rejects.toThrow('of its own');
  });
});
