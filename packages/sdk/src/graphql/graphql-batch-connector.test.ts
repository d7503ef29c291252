import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { connectTo } from '../../test/local-connection.ts';
import { sendJson, startServer } from '../../test/local-server.ts';
import type { ResponseOf } from '../actions/action.ts';
import { pages } from '../actions/run.ts';
import { GraphqlBatchConnector } from './graphql-batch-connector.ts';
import { relayCursor } from './relay-cursor.ts';

class ListCustomers extends GraphqlBatchConnector {
  readonly name = 'list-customers';
  readonly title = 'List customers';
  readonly input = z.object({ first: z.int() });
  readonly output = z.object({ id: z.string() });
  readonly response = z.object({
    customers: z.object({
      edges: z.array(z.object({ node: z.unknown() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  });
  readonly query = `query ($first: Int, $after: String) {
    customers(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
  }`;

  page({ customers }: ResponseOf<ListCustomers>) {
    return { items: customers.edges.map(({ node }) => node), cursor: relayCursor(customers.pageInfo) };
  }
}

const pageOf = (ids: readonly unknown[], endCursor: string | null, hasNextPage = endCursor !== null) => ({
  data: { customers: { edges: ids.map((id) => ({ node: { id } })), pageInfo: { hasNextPage, endCursor } } },
});

describe('GraphqlBatchConnector', () => {
  it('asks for one page after the other until there is no next one', async () => {
    const shop = await startDemoShop();
    onTestFinished(() => shop.close());
    const headers = { authorization: `Bearer ${shop.issueToken(['customers:read'])}` };
    const connection = connectTo({ url: shop.url, host: new URL(shop.url).host }, { api: { headers } });

    const ids: string[] = [];
    for await (const items of pages(ListCustomers, { first: 15 }, { connection })) {
      expectTypeOf(items).toEqualTypeOf<readonly { id: string }[]>();
      ids.push(...items.map(({ id }) => id));
    }

    expect(new Set(ids).size).toBe(40);
    expect(shop.requests).toHaveLength(3);
    expect(shop.requests.map(({ body }) => body)).toMatchObject([
      { variables: { first: 15 } },
      { variables: { first: 15, after: expect.any(String) } },
      { variables: { first: 15, after: expect.any(String) } },
    ]);
  });

  it('stops where there is a cursor and no next page', async () => {
    const server = await startServer((_request, response) => sendJson(response, pageOf(['1'], 'end', false)));
    const read: unknown[] = [];
    for await (const items of pages(ListCustomers, { first: 1 }, { connection: connectTo(server) })) read.push(items);
    expect(read).toEqual([[{ id: '1' }]]);
    expect(server.received).toHaveLength(1);
  });

  it('fails where a page has errors, and names what does not fit', async () => {
    const answers = [{ errors: [{ message: 'no' }] }, { data: { customers: {} } }, pageOf([7], null)];
    const server = await startServer((_request, response) => sendJson(response, answers[server.received.length - 1]));
    const next = () => pages(ListCustomers, { first: 1 }, { connection: connectTo(server) }).next();
    await expect(next()).rejects.toMatchObject({ code: 'api_rejected' });
    await expect(next()).rejects.toMatchObject({ code: 'unexpected_output', path: 'customers.edges' });
    await expect(next()).rejects.toMatchObject({ code: 'unexpected_output', path: 'id' });
  });
});

describe('relayCursor', () => {
  it('gives the cursor only where there is a next page', () => {
    expect(relayCursor({ hasNextPage: true, endCursor: 'a' })).toBe('a');
    expect(relayCursor({ hasNextPage: true, endCursor: null })).toBeUndefined();
    expect(relayCursor({ hasNextPage: false, endCursor: 'a' })).toBeUndefined();
    expect(relayCursor({})).toBeUndefined();
  });
});
