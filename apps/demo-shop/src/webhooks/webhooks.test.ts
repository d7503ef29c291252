import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { callerOf } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';

const Created = z.object({ id: z.string(), secret: z.string() });
const draft = { customerId: 'cus_002', items: [{ productId: 'prd_005', quantity: 1 }] };

describe('webhooks', () => {
  let shop: DemoShop;
  let receiver: Server;
  let url: string;
  let statuses: number[];
  let received: { headers: IncomingHttpHeaders; body: string }[];
  let caller: ReturnType<typeof callerOf>;

  beforeEach(async () => {
    shop = await startDemoShop({ webhookRetryMs: 1 });
    caller = callerOf(shop, shop.issueToken());
    received = [];
    statuses = [];
    receiver = createServer((request, response) => void receive(request, response));
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const address = receiver.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
  });
  afterEach(async () => {
    await shop.close();
    receiver.closeAllConnections();
    receiver.close();
  });

  async function receive(request: IncomingMessage, response: ServerResponse) {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(statuses.shift() ?? 204).end();
  }

  async function subscribe(input: Record<string, unknown> = {}) {
    const { status, body } = await caller.post('/api/webhooks', { url, events: ['order.created'], ...input });
    expect(status).toBe(201);
    return Created.parse(body);
  }

  function deliveries() {
    return vi.waitFor(() => {
      expect(shop.deliveries).not.toHaveLength(0);
      return shop.deliveries;
    }, 10_000);
  }

  it('tell a subscriber of a new order, signed', async () => {
    const { secret } = await subscribe();
    const order = await caller.post('/api/orders', draft);

    expect(await deliveries()).toMatchObject([{ url, attempts: 1, delivered: true }]);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const event = new Webhook(secret).verify(body, {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    });
    expect(headers['webhook-signature']).toMatch(/^v1,/);
    expect(event).toEqual({
      id: headers['webhook-id'],
      type: 'order.created',
      createdAt: expect.any(String),
      data: order.body,
    });
  });

  it('are signed with the secret of the subscriber, if it has one', async () => {
    const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    expect((await subscribe({ secret })).secret).toBe(secret);
  });

  it('are sent again with the same id until they are taken', async () => {
    statuses = [500, 503];
    await subscribe();
    await caller.post('/api/orders', draft);

    expect(await deliveries()).toMatchObject([{ attempts: 3, delivered: true }]);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('are given up after three retries', async () => {
    statuses = [500, 500, 500, 500];
    await subscribe();
    await caller.post('/api/orders', draft);

    expect(await deliveries()).toMatchObject([{ attempts: 4, delivered: false }]);
    expect(received).toHaveLength(4);
  });

  it('are not sent for an order that is only replayed', async () => {
    await subscribe();
    for (const key of ['one', 'one', 'two']) await caller.post('/api/orders', draft, { 'idempotency-key': key });

    await vi.waitFor(() => expect(shop.deliveries).toHaveLength(2), 10_000);
  });

  it('are listed without their secret, and end when they are deleted', async () => {
    const { id } = await subscribe();
    expect((await caller.get('/api/webhooks')).body).toEqual({ webhooks: [{ id, url, events: ['order.created'] }] });

    expect((await caller.delete(`/api/webhooks/${id}`)).status).toBe(204);
    expect((await caller.delete(`/api/webhooks/${id}`)).status).toBe(404);
    expect((await caller.get('/api/webhooks')).body).toEqual({ webhooks: [] });
  });

  it.each([
    [{ url: 'https://shop.example/hook' }, 'url'],
    [{ url: 'http://10.0.0.1/hook' }, 'url'],
    [{ url: 'http://127.0.0.1.example/hook' }, 'url'],
    [{ events: ['order.lost'] }, 'events.0'],
    [{ secret: 'too short' }, 'secret'],
  ])('are refused for %j', async (change, field) => {
    const { status, body } = await caller.post('/api/webhooks', { url, events: ['order.created'], ...change });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { field } });
  });
});
