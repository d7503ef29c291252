import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { connectTo } from '../../test/local-connection.ts';
import { sendJson, startServer } from '../../test/local-server.ts';
import type { ActionContext } from '../actions/action.ts';
import { run } from '../actions/run.ts';
import { GraphqlConnector } from './graphql-connector.ts';

class GetCustomer extends GraphqlConnector {
  readonly name: string = 'get-customer';
  readonly title = 'Get a customer';
  readonly input = z.object({ id: z.string() });
  readonly output = z.looseObject({ customer: z.looseObject({ name: z.string().nullable() }).nullable() });
  readonly query = 'query GetCustomer($id: ID!) { customer(id: $id) { name creditLimit } }';
}

class GetPartOfCustomer extends GetCustomer {
  override readonly partialData = 'accept';
}

async function askShop(id: string, CustomerClass = GetCustomer) {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  const headers = { authorization: `Bearer ${shop.issueToken(['customers:read'])}` };
  const connection = connectTo({ url: shop.url, host: new URL(shop.url).host }, { api: { headers } });
  const output = await run(CustomerClass, { id }, { connection, maxAttempts: 1 }).catch((error: unknown) => error);
  return { output, shop };
}

/** How a call ends that is answered with this body. */
async function answered(body: unknown, { status = 200, headers = {} } = {}, CustomerClass: typeof GetCustomer = GetCustomer) {
  const server = await startServer((_request, response) => sendJson(response, body, status, headers));
  return run(CustomerClass, { id: '1' }, { connection: connectTo(server), maxAttempts: 1 }).catch((error: unknown) => error);
}

const problem = (message: string, code?: string) => ({ message, path: ['customer', 0, 'name'], extensions: { code } });

describe('GraphqlConnector', () => {
  it('sends the query with the input as its variables, and gives the data', async () => {
    const { output, shop } = await askShop('cus_001');
    expect(output).toEqual({ customer: { name: 'Truhlárna Novák', creditLimit: '5000.00' } });
    expect(shop.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/graphql',
      body: { query: new GetCustomer().query, variables: { id: 'cus_001' } },
    });
    expect(shop.requests.at(-1)?.body).not.toHaveProperty('operationName');
  });

  it('fails where there are errors beside the data', async () => {
    const { output } = await askShop('cus_013');
    expect(output).toMatchObject({
      code: 'api_rejected',
      status: 200,
      message: expect.stringMatching(/^The service refused the query: UPSTREAM_UNAVAILABLE: .+\(customer\.creditLimit\)$/),
    });
  });

  it('can go on with the data, and then warns of the errors', async () => {
    const { output } = await askShop('cus_013', GetPartOfCustomer);
    expect(output).toEqual({ customer: { name: 'Tischlerei Gruber', creditLimit: null } });

    const warnings: unknown[] = [];
    const log: ActionContext['log'] = { info() {}, warn: (message, fields) => void warnings.push({ message, fields }) };
    const body = Buffer.from(JSON.stringify({ data: { customer: null }, errors: [problem('gone', 'X')] }));
    const send = async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body });
    await new GetPartOfCustomer().execute({ id: '1' }, contextWith({ log, send }));
    expect(warnings).toEqual([
      { message: 'The answer has 1 errors beside its data.', fields: { errors: ['X: gone (customer.0.name)'] } },
    ]);
  });

  it('fails without data even where parts would do', async () => {
    expect(await answered({ data: null, errors: [problem('no')] }, {}, GetPartOfCustomer)).toMatchObject({
      code: 'api_rejected',
    });
  });

  it.each([
    ['THROTTLED', 'rate_limit', true],
    ['rate_limited', 'rate_limit', true],
    ['UNAUTHENTICATED', 'sign_in_failed', false],
    ['BAD_USER_INPUT', 'api_rejected', false],
    [undefined, 'api_rejected', false],
  ])('takes the code %s for %s', async (code, expected, retryable) => {
    expect(await answered({ errors: [problem('no', code)] })).toMatchObject({ code: expected, retryable });
    if (code) expect(await answered({ errors: [{ message: 'no', type: code }] })).toMatchObject({ code: expected, retryable });
  });

  it('tells how long to wait where the service does', async () => {
    const error = await answered({ errors: [problem('slow', 'THROTTLED')] }, { headers: { 'retry-after': '7' } });
    expect(error).toMatchObject({ code: 'rate_limit', retryAfterMs: 7000 });
  });

  it('tells how long it takes until there are points for the query', async () => {
    const cost = {
      requestedQueryCost: 252,
      throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 152, restoreRate: 50 },
    };
    const error = await answered({ errors: [problem('Throttled', 'THROTTLED')], extensions: { cost } });
    expect(error).toMatchObject({ code: 'rate_limit', retryAfterMs: 2000 });
  });

  it('tells when the budget of its headers begins anew, where that is spent', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' };
    const error = await answered({ errors: [problem('slow', 'RATE_LIMITED')] }, { headers });
    expect(error).toMatchObject({ code: 'rate_limit', retryAfterMs: 9000 });
  });

  it('retries what a connector declares as passing', async () => {
    class Patient extends GetCustomer {
      override readonly retryCodes = ['Locked'];
    }
    expect(await answered({ errors: [problem('no', 'LOCKED')] }, {}, Patient)).toMatchObject({
      code: 'service_unavailable',
      retryable: true,
    });
  });

  it('quotes the first errors, shortly', async () => {
    const errors = Array.from({ length: 5 }, (_, index) => problem(`reason ${index}\n${'word '.repeat(60)}`));
    const error = await answered({ errors });
    expect(error).toMatchObject({ message: expect.stringMatching(/reason 0 word.*and 2 more$/) });
    expect(String(error).length).toBeLessThan(600);
  });

  it('shows no secret that the service repeats', async () => {
    const server = await startServer((_request, response) => sendJson(response, { errors: [problem('bad token canary-token')] }));
    const connection = connectTo(server, { secrets: ['canary-token'] });
    await expect(run(GetCustomer, { id: '1' }, { connection })).rejects.toMatchObject({
      message: expect.stringContaining('bad token [redacted]'),
    });
  });

  it.each([{ data: null }, {}, [], 'text', { data: [] }, { errors: 'no' }, { data: null, errors: [] }, 7])(
    'calls %j malformed',
    async (body) => {
      expect(await answered(body)).toMatchObject({ code: 'malformed_response' });
    },
  );

  it.each([
    { errors: [{}] },
    { errors: [{ message: 7, path: 'a', extensions: 'x' }] },
    { errors: [{ message: 'no', path: null }] },
  ])('reads errors that are not as they should be: %j', async (body) => {
    expect(await answered(body)).toMatchObject({ code: 'api_rejected' });
  });

  it.each([
    [400, 'api_rejected'],
    [401, 'sign_in_failed'],
    [429, 'rate_limit'],
    [502, 'service_unavailable'],
  ])('judges the status %i as ever', async (status, code) => {
    expect(await answered({ errors: [problem('no such field')] }, { status })).toMatchObject({
      code,
      message: expect.stringContaining('no such field'),
    });
  });

  it('names the field where the data does not fit', async () => {
    expect(await answered({ data: { customer: { name: 7 } } })).toMatchObject({
      code: 'unexpected_output',
      path: 'customer.name',
    });
  });

  it('asks where the settings say', async () => {
    class OfServer extends GetCustomer {
      override endpoint({ server }: { readonly server?: unknown }) {
        return server === undefined ? this.path : `/${server}/graphql`;
      }
    }
    const server = await startServer((_request, response) => sendJson(response, { data: { customer: null } }));
    for (const settings of [{}, { server: 'enterprise' }]) {
      await run(OfServer, { id: '1' }, { connection: { ...connectTo(server), settings } });
    }
    expect(server.received.map(({ path }) => path)).toEqual(['/graphql', '/enterprise/graphql']);
  });

  it('asks at another path, for another operation, with other variables and another result', async () => {
    class Named extends GraphqlConnector {
      readonly name = 'named';
      readonly title = 'Named';
      readonly input = z.object({ id: z.string() });
      readonly output = z.string();
      readonly query = 'query A { a } query B($key: ID) { b(key: $key) }';
      override readonly path = '';
      override readonly operationName = 'B';
      override variables({ id }: { id: string }) {
        return { key: id };
      }
      override result({ b }: { readonly b?: unknown }) {
        return b;
      }
    }
    const server = await startServer((_request, response) => sendJson(response, { data: { b: 'found' } }));
    const connection = connectTo({ ...server, url: `${server.url}/api` });
    expect(await run(Named, { id: '7' }, { connection })).toBe('found');
    expect(server.received[0]).toMatchObject({ path: '/api' });
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({ operationName: 'B', variables: { key: '7' } });
  });
});
