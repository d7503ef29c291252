import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testHost } from '../host.test-kit.ts';

const plugins = [{ application: 'crm', login: 'apiKey' as const }];
const apiKey = 'a-key-that-was-good-until-now';

/** Repeats the key that it was sent, once it is told to. */
async function startSlowEcho() {
  const { promise: asked, resolve } = Promise.withResolvers<() => ServerResponse>();
  const server = createServer(({ headers }, response) => resolve(() => response.end(headers['x-api-key']))).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}`, asked };
}

describe('A secret that a call under way goes on using', () => {
  it.each([
    ['a new name', 'PATCH', { name: 'other' }],
    ['another secret', 'PATCH', { values: { apiKey: 'a-key-that-is-good-from-now' }, test: false }],
    ['the end of its connection', 'DELETE', undefined],
  ])('stays out of the log after %s', async (_what, method, body) => {
    const { url, asked } = await startSlowEcho();
    const { ask, call, connect, lines } = await testHost({ plugins, runner: 'process' });
    const id = await connect('crm', 'main', { url, apiKey });
    const told = call('crm.tell', { connection: id, input: {} });
    const answer = await asked;

    expect((await ask(method, `/api/connections/${id}`, { body })).status).toBeLessThan(300);
    answer();

    expect((await told).body).toMatchObject({ output: 'told' });
    await expect.poll(() => lines.join('')).toContain('printed [redacted]');
    expect(lines.join('')).not.toContain(apiKey);
  });
});
