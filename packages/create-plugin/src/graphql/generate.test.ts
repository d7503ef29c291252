import { readFile } from 'node:fs/promises';
import { buildSchema, graphql, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fixture, generate } from '../generated.test-kit.ts';

describe('A plugin from a GraphQL schema', () => {
  it('has a connector for a field, with its arguments as variables and what it gives', async () => {
    const { read } = await generate('graphql', { file: 'shop.graphql' }, { operations: ['customer'] });

    const connector = await read('src/connectors/get-customer.ts');
    expect(connector).toContain('class GetCustomer extends GraphqlConnector');
    expect(connector).toContain('readonly input = z.object({ id: z.string() });');
    expect(connector).toContain(`readonly query = \`query ($id: ID!) {
    customer(id: $id) { id name email address { street city } tags createdAt constructor }
  }\`;`);
  });

  it('pages through a connection', async () => {
    const { read } = await generate('graphql', { file: 'shop.graphql' }, { operations: ['customers'] });

    const connector = await read('src/connectors/list-customers.ts');
    expect(connector).toContain('class ListCustomers extends GraphqlBatchConnector');
    expect(connector).toContain('return { items: list.nodes, cursor: relayCursor(list.pageInfo) };');
    expect(connector).toContain('readonly input = z.object({ first: z.int().nullish(), query: z.string().nullish() });');
    expect(await read('src/connectors/list-customers.test.ts')).toContain('expect(pages).toEqual([[item], [item]]);');
  });

  it('has a file for each input type, also for one that holds itself', async () => {
    const { read } = await generate('graphql', { file: 'shop.graphql' });

    expect(await read('src/order-filter.ts')).toContain(
      'get and(): z.ZodOptional<z.ZodNullable<z.ZodArray<typeof OrderFilter>>>',
    );
    expect(await read('src/order-line-input.ts')).toContain('quantity: z.int().optional()');
    expect(await read('src/order-status.ts')).toContain(`export const OrderStatus = z.enum(['OPEN', 'PAID', 'class']);`);
    expect(await read('src/order.ts')).toContain(`status: z.union([z.enum(['OPEN', 'PAID', 'class']), z.string()]),`);
  });

  it('asks for the fields of each type that a union or an interface may be', async () => {
    const { read } = await generate('graphql', { file: 'shop.graphql' });

    expect((await read('src/connectors/get-node.ts')).replace(/\s+/g, ' ')).toContain(
      'node(id: $id) { __typename id ... on Customer { name email',
    );
    expect(await read('src/search-result.ts')).toContain(`__typename: z.literal('Order'),`);
    expect(await read('src/search-result.ts')).toContain('z.looseObject({ __typename: z.string() }),');
  });

  it('asks under another name for what differs in its type from one option of a union to the next', async () => {
    const text = `type Query { found: Found }
      union Found = Issue | PullRequest | Topic
      type Issue { id: ID! title: String! pullRequestTitle: Int by: User }
      type PullRequest { id: ID! title: String by: User! }
      type Topic { id: ID! title: String! }
      type User { name: String }`;
    const { read } = await generate('graphql', { text });

    const connector = await read('src/connectors/get-found.ts');
    const [, query = ''] = /readonly query = `(.*?)`;/s.exec(connector) ?? [];
    expect(validate(buildSchema(text), parse(query))).toEqual([]);
    expect(query.replace(/\s+/g, ' ')).toContain(
      '... on PullRequest { id pullRequestTitle2: title pullRequestBy: by { name } } ... on Topic { id title }',
    );
    expect(query).toContain('\n        pullRequestTitle2: title\n');
    const [, option = ''] = /z\.literal\('PullRequest'\),(.*?)\}\)/s.exec(await read('src/found.ts')) ?? [];
    expect(option).toContain('pullRequestTitle2: z.string().nullable(),');
  });

  it('asks for objects whose arguments may be left out, and has a file for each type', async () => {
    const { read } = await generate('graphql', { file: 'shop.graphql' });

    expect(await read('src/order.ts')).toContain('lines: z.array(OrderLineSummary),');
    expect(await read('src/connectors/get-order-line.ts')).toContain('orderLine(id: $id) { sku quantity product {');
  });

  it('asks in a language that the service understands, also without what has a default', async () => {
    const schema = buildSchema(await readFile(fixture('shop.graphql'), 'utf8'));
    const { sources, read } = await generate('graphql', { file: 'shop.graphql' });

    const queries = [...(await sources()).matchAll(/readonly query = `(.*?)`;/gs)].map(([, query = '']) => query);
    expect(queries.length).toBeGreaterThan(8);
    for (const query of queries) expect(validate(schema, parse(query)), query).toEqual([]);

    const [, source = ''] = /readonly query = `(.*?)`;/s.exec(await read('src/connectors/tag-order.ts')) ?? [];
    const told: unknown[] = [];
    const rootValue = { tagOrder: (given: unknown) => told.push(given) && null };
    const { errors } = await graphql({ schema, source, rootValue, variableValues: { id: '7' } });
    expect(errors).toBeUndefined();
    expect(told).toEqual([{ id: '7', tags: ['new'], times: 1 }]);
  });

  it('sends exactly one field of an input that takes one of them', async () => {
    const text = `type Query { find(by: By!): Int }
      input By @oneOf { id: ID, name: Name, not: By }
      input Name { first: String }`;
    const { read } = await generate('graphql', { text });

    const by = (await read('src/by.ts')).replace(/\s+/g, ' ');
    expect(by).toContain('z.strictObject({ id: z.string() })');
    expect(by).toContain('z.strictObject({ name: Name })');
    expect(await read('src/connectors/find.test.ts')).toContain(`const input: InputOf<Find> = { by: { id: 'id' } };`);
  });

  it.each([
    ['https://api.shop.example/graphql', `return 'https://api.shop.example';`, ''],
    ['https://api.shop.example/v2/query', `return 'https://api.shop.example/v2/query';`, `override readonly path = '';`],
    [undefined, 'return server;', ''],
  ])('is at %s', async (url, base, path) => {
    const { read } = await generate('graphql', { file: 'shop.graphql' }, { operations: ['product'], url });
    expect(await read('src/acme.application.ts')).toContain(base);
    expect(await read('src/connectors/get-product.ts')).toContain(path);
  });

  it.each([
    ['type Query {', 'is no GraphQL schema. Syntax Error'],
    ['{ "data": {} }', 'is no GraphQL schema'],
    ['type Query { a: Missing }', 'Unknown type "Missing"'],
    ['type Query { __a: Int }', 'is no GraphQL schema'],
  ])('refuses the schema %j', async (text, words) => {
    await expect(generate('graphql', { text })).rejects.toThrow(words);
  });
});
