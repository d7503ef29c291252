import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, send } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';

describe('the REST API', () => {
  let shop: DemoShop;

  beforeAll(async () => {
    shop = await startDemoShop();
  });
  afterAll(() => shop.close());

  function get(path: string, token = shop.issueToken()) {
    return callerOf(shop, token).get(path);
  }

  it.each([
    ['customers', 40],
    ['products', 25],
  ])('lists all %s', async (name, count) => {
    const { body } = await get(`/api/${name}`);
    expect(body).toEqual({ [name]: expect.any(Array), next: null });
    expect(body).toHaveProperty(`${name}.length`, count);
  });

  it.each([
    ['/api/customers/cus_001', { name: 'Truhlárna Novák', vatNumber: 'CZ00680637' }],
    ['/api/products/prd_001', { sku: '00101', name: 'Bench chisel 6 mm', price: '18.90' }],
  ])('reads %s', async (path, expected) => {
    expect((await get(path)).body).toMatchObject(expected);
  });

  it.each(['/api/customers/nobody', '/api/products/nothing', '/api/nowhere'])('answers %s with a 404', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: 'not_found' } });
  });

  it('needs a token', async () => {
    const { status, headers, body } = await send(`${shop.url}/api/orders`);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="demo-shop"');
    expect(body).toMatchObject({ error: { code: 'unauthorized' } });
  });

  it('needs a token that the shop knows', async () => {
    const { status, headers } = await get('/api/orders', 'made-up');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('needs the right scope', async () => {
    const { status, headers } = await get('/api/orders', shop.issueToken(['orders:write', 'customers:read']));
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="orders:read"');
  });

  it('is closed again when the tokens expire', async () => {
    const token = shop.issueToken();
    expect((await get('/api/orders', token)).status).toBe(200);

    shop.expireTokens();

    const { status, body } = await get('/api/orders', token);
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { code: 'invalid_token', message: 'The access token has expired.' } });
  });
});
