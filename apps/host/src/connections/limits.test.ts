import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databases, testHost } from '../host.test-kit.ts';

const plugins = [{ application: 'crm', login: 'apiKey' as const }];
const values = { url: 'https://crm.example.com', apiKey: 'key' };

/** A service that notes when it is called. */
async function startService() {
  const times: number[] = [];
  const server = createServer((_request, response) => {
    times.push(performance.now());
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}`, times };
}

describe.each(databases)('Limits of a connection on $engine', ({ open }) => {
  const start = async () => testHost({ ...(await open()), plugins });
  const perMinute = { perConnection: { amount: 1, seconds: 60 } };

  it('are kept, shown, changed as a whole and taken away', async () => {
    const { ask } = await start();
    const created = await ask('POST', '/api/connections', {
      body: { application: 'crm', name: 'main', values, limits: perMinute, test: false },
    });
    expect(created).toMatchObject({ status: 201, body: { limits: perMinute } });
    const path = `/api/connections/${(created.body as { id: string }).id}`;
    expect((await ask('PATCH', path, { body: { name: 'other' } })).body).toMatchObject({ name: 'other', limits: perMinute });

    const limits = { perConnection: { amount: 100, seconds: 0.5 } };
    expect((await ask('PATCH', path, { body: { limits } })).body).toMatchObject({ limits });
    expect((await ask('GET', path)).body).toMatchObject({ limits });
    for (const none of [null, {}]) {
      await ask('PATCH', path, { body: { limits } });
      expect(await ask('PATCH', path, { body: { limits: none } })).toMatchObject({ status: 200 });
      expect((await ask('GET', path)).body).not.toHaveProperty('limits');
    }
  });

  it.each([
    [{ perConnection: { amount: 0, seconds: 1 } }, 'limits.perConnection.amount'],
    [{ perConnection: { amount: 1.5, seconds: 1 } }, 'limits.perConnection.amount'],
    [{ perConnection: { amount: '5', seconds: 1 } }, 'limits.perConnection.amount'],
    [{ perConnection: { amount: 5, seconds: 0 } }, 'limits.perConnection.seconds'],
    [{ perConnection: { amount: 5 } }, 'limits.perConnection.seconds'],
    [{ perConnection: { amount: 5, seconds: 1e9 } }, 'limits.perConnection.seconds'],
    [{ perApplication: { amount: 5, seconds: 1 } }, 'limits'],
    ['100/10', 'limits'],
  ])('are not accepted as %j', async (limits, path) => {
    const { ask } = await start();
    const answer = await ask('POST', '/api/connections', { body: { application: 'crm', name: 'x', values, limits } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_parameters', path } });
    expect((await ask('GET', '/api/connections')).body).toEqual([]);
  });

  it('hold for its calls, from the next one on after a change, and are counted in the metrics', async () => {
    const service = await startService();
    const { ask, call, connect } = await start();
    const id = await connect('crm', 'main', { ...values, url: service.url });
    const get = (timeoutMs: number) => call('crm.get', { connection: 'main', input: { path: '/' }, timeoutMs });
    // The first one waits for the plugin, too.
    await get(20_000);
    await ask('PATCH', `/api/connections/${id}`, { body: { limits: { perConnection: { amount: 1, seconds: 1 } } } });
    await get(20_000);
    expect(await get(20_000)).toMatchObject({ status: 200 });
    expect((service.times[2] ?? 0) - (service.times[1] ?? 0)).toBeGreaterThan(700);
    expect((await ask('GET', '/metrics')).text).toContain('mortise_limit_wait_seconds_count{application="crm"} 1');

    await ask('PATCH', `/api/connections/${id}`, { body: { limits: perMinute } });
    await get(20_000);
    const refused = await get(20_000);
    expect(refused).toMatchObject({ status: 429, body: { code: 'budget_spent', retryable: true } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(service.times).toHaveLength(4);

    await ask('PATCH', `/api/connections/${id}`, { body: { limits: null } });
    expect(await get(20_000)).toMatchObject({ status: 200 });
  });
});
