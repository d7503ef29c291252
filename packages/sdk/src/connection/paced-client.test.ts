import { describe, expect, it } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { type LocalServer, sendJson, startServer } from '../../test/local-server.ts';
import { withAttempts } from '../actions/attempts.ts';
import { toOutcome } from '../actions/execute.ts';
import type { Outcome } from '../actions/outcome.ts';
import { oauth2 } from '../application/authentication.ts';
import { get } from '../http/request.ts';
import { MemoryBudgets } from '../rates/memory-budgets.ts';
import type { BudgetOwner } from '../rates/rate-budget.ts';
import type { ConnectionClient } from './connection-client.ts';

interface TimedServer extends LocalServer {
  /** When each request came, in milliseconds. */
  readonly times: readonly number[];
}

type Reply = readonly [status: number, headers?: Record<string, string>];

/** Replies with what is given, one after the other, then with 200. */
async function startTimedServer(...replies: readonly Reply[]): Promise<TimedServer> {
  const left = [...replies];
  const times: number[] = [];
  const server = await startServer((_request, response) => {
    times.push(performance.now());
    const [status, headers] = left.shift() ?? [200];
    sendJson(response, {}, status, headers);
  });
  return Object.assign(server, { times });
}

function connect(server: LocalServer, owner: Partial<BudgetOwner> = {}, budgets = new MemoryBudgets()): ConnectionClient {
  return connectTo(server, { budget: budgets.open({ application: 'acme', ...owner }) }).client;
}

function sendMany(client: ConnectionClient, count: number): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, () => client.send(get('/'), scope({ timeoutMs: 20_000 }))));
}

/** The most requests in any stretch of that length. */
function mostIn(times: readonly number[], lengthMs: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + lengthMs).length));
}

describe('ConnectionClient and a refusal in the body of a success', () => {
  const throttled = {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: { cost: { requestedQueryCost: 60, throttleStatus: { currentlyAvailable: 30, restoreRate: 100 } } },
  };
  const refusal = { field: 'ok', is: false, code: 'error', retry: ['ratelimited'] };

  it.each<[string, unknown, Record<string, string>, number]>([
    ['of a throttled query, by its cost', throttled, {}, 300],
    ['of a throttled query, by Retry-After', throttled, { 'retry-after': '1' }, 1000],
    ['that the application declares', { ok: false, error: 'ratelimited' }, { 'retry-after': '1' }, 1000],
  ])('holds all callers of the connection back: %s', async (_what, body, headers, expectedMs) => {
    const times: number[] = [];
    const server = await startServer((_request, response) => {
      times.push(performance.now());
      sendJson(response, times.length === 1 ? body : { ok: true }, 200, times.length === 1 ? headers : {});
    });
    const { client } = connectTo(server, {
      api: { bodyRefusal: refusal },
      budget: new MemoryBudgets().open({ application: 'acme' }),
    });
    await client.send(get('/'), scope()).catch(() => undefined);
    // Who would have to wait much longer is refused: their deadline is five seconds away.
    await Promise.all([client.send(get('/'), scope()), client.send(get('/other'), scope())]);
    const [refusedAt = 0, ...later] = times;
    expect(Math.min(...later) - refusedAt).toBeGreaterThanOrEqual(expectedMs - 5);
  });
});

describe('ConnectionClient and a declared limit', () => {
  it('spreads a hundred callers over the time that ten a second take, and never sends more', async () => {
    const server = await startTimedServer();
    const startedAt = performance.now();
    await sendMany(connect(server, { perConnection: [{ amount: 10, seconds: 1 }] }), 100);
    expect(server.times).toHaveLength(100);
    // On a busy machine some arrive later than they are counted.
    expect(mostIn(server.times, 800)).toBe(10);
    // Nine times the second, and its margin.
    expect(performance.now() - startedAt).toBeGreaterThan(9000);
    // At half the rate it would take eighteen.
    expect(performance.now() - startedAt).toBeLessThan(17_000);
  });

  it('does not let two connections delay each other', async () => {
    const server = await startTimedServer();
    const budgets = new MemoryBudgets();
    const perConnection = [{ amount: 5, seconds: 60 }];
    const clients = ['a', 'b'].map((connection) => connect(server, { connection, perConnection }, budgets));
    // Of ten requests under one limit, five would outlast their deadline.
    await Promise.all(clients.map((client) => sendMany(client, 5)));
    expect(server.times).toHaveLength(10);
  });

  it('shares what the application may send among its connections, and not with another application', async () => {
    const server = await startTimedServer();
    const budgets = new MemoryBudgets();
    const perApplication = { amount: 10, seconds: 0.5 };
    const clients = ['a', 'b', 'c'].map((connection) => connect(server, { connection, perApplication }, budgets));
    const startedAt = performance.now();
    const sent = Promise.all(clients.map((client) => sendMany(client, 10)));
    // Whom others take a turn away from would have to wait for longer than a call may take.
    const owner = { application: 'birch', connection: 'd', perApplication: { amount: 10, seconds: 60 } };
    await sendMany(connect(await startTimedServer(), owner, budgets), 10);
    await sent;
    expect(mostIn(server.times, 400)).toBe(10);
    expect(performance.now() - startedAt).toBeGreaterThan(1000);
    // One at a time would take ten seconds.
    expect(performance.now() - startedAt).toBeLessThan(9000);
  });

  it('tells how long a request has waited, and says nothing of one that has not', async () => {
    const server = await startTimedServer();
    const client = connect(server, { perConnection: [{ amount: 1, seconds: 0.2 }] });
    const waits: number[] = [];
    const call = scope({ onBudgetWait: (waitedMs) => waits.push(waitedMs) });
    await client.send(get('/'), call);
    expect(waits).toEqual([]);
    const startedAt = performance.now();
    await client.send(get('/'), call);
    const tookMs = performance.now() - startedAt;
    expect(waits).toEqual([expect.toSatisfy((waited) => waited > 100 && waited <= tookMs)]);
  });

  it('counts a request that is sent again', async () => {
    const server = await startTimedServer([503], [503]);
    const client = connect(server, { perConnection: [{ amount: 2, seconds: 0.3 }] });
    const attempt = async (): Promise<Outcome> => {
      try {
        return { outcome: 'success', output: await client.send(get('/'), call) };
      } catch (error) {
        return toOutcome(error);
      }
    };
    const call = scope();
    expect(await withAttempts(attempt, { maxAttempts: 3, deadlineAt: call.deadlineAt })).toMatchObject({ attempts: 3 });
    expect((server.times[2] ?? 0) - (server.times[0] ?? 0)).toBeGreaterThan(295);
  });

  it('ends with the outcome `limit` where the wait is longer than the call may take, and sends nothing', async () => {
    const server = await startTimedServer();
    const client = connect(server, { perConnection: [{ amount: 1, seconds: 60 }] });
    await client.send(get('/'), scope());
    const error = await client.send(get('/'), scope()).catch((thrown: unknown) => thrown);
    expect(toOutcome(error)).toMatchObject({
      outcome: 'limit',
      afterMs: expect.toSatisfy((milliseconds) => milliseconds > 59_000 && milliseconds <= 60_050),
      error: { code: 'budget_spent', detail: expect.stringMatching(/for about (60|61) s/) },
    });
    expect(server.times).toHaveLength(1);
  });
});

describe('ConnectionClient and what answers tell of a budget', () => {
  it.each([429, 503])('holds the other callers of the connection back until the time that a %d names', async (status) => {
    const server = await startTimedServer([status, { 'retry-after': '1' }]);
    const budgets = new MemoryBudgets();
    const [held, free] = [connect(server, { connection: 'a' }, budgets), connect(server, { connection: 'b' }, budgets)];
    await expect(held.send(get('/'), scope())).rejects.toMatchObject({ retryAfterMs: 1000 });
    const startedAt = performance.now();
    const sent = sendMany(held, 20);
    await free.send(get('/free'), scope());
    await sent;
    expect(server.received[1]?.path).toBe('/free');
    const others = server.times.slice(2);
    expect(Math.min(...others) - startedAt).toBeGreaterThan(950);
    // Twenty seconds, if each of them waited for the same time anew.
    expect(Math.max(...others) - startedAt).toBeLessThan(15_000);
    await expect(held.send(get('/'), scope())).resolves.toMatchObject({ status: 200 });
  });

  it('takes the 403 of a spent budget for what it is, and a plain one for a refusal', async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 120);
    const server = await startTimedServer(
      [403, { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': reset }],
      [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }],
    );
    const client = connect(server);
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'api_rejected', status: 403 });
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({
      code: 'rate_limit',
      status: 403,
      retryAfterMs: expect.toSatisfy((milliseconds) => milliseconds > 100_000 && milliseconds <= 122_000),
    });
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'budget_spent' });
    expect(server.times).toHaveLength(2);
  });

  it('takes the 403 of a second limit, which names a time only, for the same', async () => {
    const server = await startTimedServer([403, { 'retry-after': '60', 'x-ratelimit-remaining': '4000' }]);
    await expect(connect(server).send(get('/'), scope())).rejects.toMatchObject({ code: 'rate_limit', retryAfterMs: 60_000 });
  });

  it('waits for the reset that a 429 names in other headers than Retry-After', async () => {
    const server = await startTimedServer([429, { ratelimit: '"default";r=0;t=7' }]);
    await expect(connect(server).send(get('/'), scope())).rejects.toMatchObject({ code: 'rate_limit', retryAfterMs: 7000 });
  });

  it('stops before the service has to refuse, after a success that says nothing is left', async () => {
    const server = await startTimedServer([200, { ratelimit: '"default";r=0;t=1' }]);
    const client = connect(server);
    await sendMany(client, 1);
    await sendMany(client, 3);
    expect((server.times[1] ?? 0) - (server.times[0] ?? 0)).toBeGreaterThan(950);
  });

  it('leaves the headers alone where the application says that they mean something else', async () => {
    const server = await startTimedServer([200, { ratelimit: '"default";r=0;t=60' }]);
    const budget = new MemoryBudgets().open({ application: 'acme' });
    const { client } = connectTo(server, { budget, api: { rateHeaders: 'ignored' } });
    await sendMany(client, 1);
    await sendMany(client, 1);
    expect(server.times).toHaveLength(2);
  });

  it('gives the place of a request back that got no answer', async () => {
    const server = await startServer(({ path }, response) =>
      path === '/cut' ? response.destroy() : sendJson(response, {}, 200, { ratelimit: '"default";r=1;t=60' }),
    );
    const client = connect(server);
    await client.send(get('/'), scope());
    await expect(client.send(get('/cut'), scope())).rejects.toMatchObject({ code: 'network' });
    await expect(client.send(get('/'), scope())).resolves.toMatchObject({ status: 200 });
  });

  it('asks for another turn where a refused token is renewed', async () => {
    const times: number[] = [];
    const server = await startServer(({ path }, response) => {
      if (path === '/token') return sendJson(response, { access_token: `token-${times.length}`, token_type: 'bearer' });
      times.push(performance.now());
      return sendJson(response, {}, times.length === 1 ? 401 : 200);
    });
    const { client } = connectTo(server, {
      api: { authentication: oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token`, scopes: [] }) },
      credentials: { clientId: 'id', clientSecret: 'secret' },
      budget: new MemoryBudgets().open({ application: 'acme', perConnection: [{ amount: 1, seconds: 0.3 }] }),
    });
    await client.send(get('/'), scope());
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(295);
  });
});
