import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callerOf, send } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';

const Customers = z.object({
  data: z.object({
    customers: z.object({
      edges: z.array(z.object({ node: z.object({ id: z.string() }) })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});

describe('/graphql', () => {
  let shop: DemoShop;

  beforeAll(async () => {
    shop = await startDemoShop();
  });
  afterAll(() => shop.close());

  function ask(query: string, variables: Record<string, unknown> = {}) {
    return callerOf(shop, shop.issueToken(['customers:read'])).post('/graphql', { query, variables });
  }

  it('reads a customer with its orders', async () => {
    const { status, body } = await ask('query ($id: ID!) { customer(id: $id) { name creditLimit orders { id total } } }', {
      id: 'cus_001',
    });

    expect(status).toBe(200);
    expect(body).toEqual({
      data: { customer: { name: 'Truhlárna Novák', creditLimit: '5000.00', orders: [{ id: 'ord_0200', total: '695.00' }] } },
    });
  });

  it('pages through all customers', async () => {
    const query =
      'query ($after: String) { customers(first: 15, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
    const seen: string[] = [];
    let after: string | null = null;
    let more = true;
    while (more) {
      const page: z.output<typeof Customers> = Customers.parse((await ask(query, { after })).body);
      const { edges, pageInfo } = page.data.customers;
      seen.push(...edges.map(({ node }) => node.id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(seen).toHaveLength(40);
    expect(new Set(seen).size).toBe(40);
  });

  it('can filter by country', async () => {
    const { body } = await ask('{ customers(country: "SE") { totalCount edges { node { country } } } }');
    expect(body).toEqual({
      data: { customers: { totalCount: 2, edges: [{ node: { country: 'SE' } }, { node: { country: 'SE' } }] } },
    });
  });

  it('gives a 200 with errors and the data that could be had', async () => {
    const { status, body } = await ask('{ customer(id: "cus_013") { name creditLimit } }');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { customer: { name: 'Tischlerei Gruber', creditLimit: null } },
      errors: [{ path: ['customer', 'creditLimit'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
    });
  });

  it('has no customer for an unknown id', async () => {
    expect((await ask('{ customer(id: "nobody") { id } }')).body).toEqual({ data: { customer: null } });
  });

  it.each(['{ customers(first: 0) { totalCount } }', '{ customers(after: "nonsense") { totalCount } }'])(
    'refuses %s',
    async (query) => {
      expect((await ask(query)).body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    },
  );

  it('names the field that does not exist', async () => {
    expect((await ask('{ nope }')).body).toMatchObject({ errors: [{ message: expect.stringContaining('"nope"') }] });
  });

  it('refuses what is no GraphQL request', async () => {
    const { status, body } = await callerOf(shop, shop.issueToken()).post('/graphql', { question: 'who?' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'invalid_input', field: 'query' } });
  });

  it('needs a token with customers:read', async () => {
    expect((await send(`${shop.url}/graphql`, { method: 'POST' })).status).toBe(401);
    const { status } = await callerOf(shop, shop.issueToken(['orders:read'])).post('/graphql', { query: '{ __typename }' });
    expect(status).toBe(403);
  });
});
