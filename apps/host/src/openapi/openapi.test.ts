import { startDemoShop } from '@mortise/demo-shop';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testHost } from '../host.test-kit.ts';
import { RouteList } from './route-list.ts';

const Operation = z.looseObject({
  operationId: z.string(),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() })),
});
const Document = z.object({
  openapi: z.literal('3.1.1'),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const plugins = [{ application: 'shop', login: 'oauth2' as const }];

describe('GET /api/openapi.json', () => {
  it('describes every route and every action, each under a name of its own', async () => {
    const { app, ask } = await testHost({ plugins });
    const { paths } = Document.parse((await ask('GET', '/api/openapi.json')).body);

    for (const { method, path } of app.get(RouteList, { strict: false }).read()) expect(paths[path]).toHaveProperty(method);
    expect(paths['/api/actions/shop.get/call']?.['post']).toMatchObject({
      operationId: 'shop.get',
      summary: 'Get something',
      requestBody: { content: { 'application/json': { schema: { properties: { input: { required: ['path'] } } } } } },
    });
    const ids = Object.values(paths).flatMap((operations) => Object.values(operations).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('follows the plugins', async () => {
    const { ask, project } = await testHost({ plugins });
    await ask('GET', '/api/openapi.json');
    await project.install({ application: 'crm' });
    await expect.poll(async () => (await ask('GET', '/api/openapi.json')).text).toContain('/api/actions/crm.get/call');
  });

  it('tells the truth about the answers', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await testHost({ plugins });
    const id = await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    const { paths, components } = Document.parse((await ask('GET', '/api/openapi.json')).body);
    const ajv = new Ajv2020({ strict: false });
    ajvFormats.default(ajv);
    const check = (path: string, method: string, status: string, body: unknown) => {
      const schema = paths[path]?.[method]?.responses[status]?.content?.['application/json']?.schema;
      const resolved = JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'));
      const isValid = ajv.compile({ ...resolved, $defs: components.schemas });
      expect(isValid(body), `${method} ${path}: ${JSON.stringify(isValid.errors)}`).toBe(true);
    };

    for (const [path, address] of [
      ['/health/live', '/health/live'],
      ['/health/ready', '/health/ready'],
      ['/api/plugins', '/api/plugins'],
      ['/api/applications', '/api/applications'],
      ['/api/applications/{name}', '/api/applications/shop'],
      ['/api/applications/{name}/form', '/api/applications/shop/form'],
      ['/api/actions', '/api/actions'],
      ['/api/actions/{id}', '/api/actions/shop.get'],
      ['/api/connections', '/api/connections'],
      ['/api/connections/{id}', `/api/connections/${id}`],
    ] as const) {
      check(path, 'get', '200', (await ask('GET', address)).body);
    }
    check('/api/connections/{id}/test', 'post', '200', (await ask('POST', `/api/connections/${id}/test`)).body);
    check(
      '/api/actions/{id}/call',
      'post',
      '200',
      (await call('shop.get', { connection: id, input: { path: '/api/orders' } })).body,
    );
    check(
      '/api/actions/shop.list/call',
      'post',
      '200',
      (await call('shop.list', { connection: id, input: { path: '/api/orders' } })).body,
    );
    check('/api/plugins', 'get', 'default', (await ask('GET', '/api/plugins', { headers: { authorization: '' } })).body);
  });
});
