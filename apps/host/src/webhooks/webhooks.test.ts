import { createHmac } from 'node:crypto';
import { Runtime } from '@mortise/runtime';
import { describe, expect, it, vi } from 'vitest';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { databases, hostIn, testHost } from '../host.test-kit.ts';
import { shopPlugin } from '../triggers/shop-plugin.test-kit.ts';
import { hostOfShop } from '../triggers/triggers.test-kit.ts';
import { deliver, tell } from './deliver.test-kit.ts';
import { Deliveries } from './deliveries.ts';
import { WebhookSubscriptions } from './webhook-subscriptions.ts';
import { DeliveryPage, WebhookPage, type WebhookView } from './webhook-view.ts';

const ordered = { kind: 'webhook', action: 'shop.ordered', connection: 'main', input: { topic: 'orders' } };
const paid = { kind: 'webhook', action: 'shop.paid', connection: 'main' };
const told = { kind: 'webhook', action: 'shop.told', connection: 'main' };

type Ask = Awaited<ReturnType<typeof hostOfShop>>['ask'];

async function list(ask: Ask): Promise<WebhookView[]> {
  const { status, body } = await ask('GET', '/api/webhooks');
  expect(status, JSON.stringify(body)).toBe(200);
  return WebhookPage.parse(body).items;
}

/** The webhook of a process, once it has come to this state. */
async function webhookOf(ask: Ask, state: WebhookView['state'] = 'ready', process = 'orders') {
  const find = async () => (await list(ask)).find((each) => each.process === process);
  await expect.poll(async () => (await find())?.state, { interval: 50 }).toBe(state);
  const found = await find();
  if (found?.url === undefined) throw new Error('The webhook has no address.');
  return { ...found, url: found.url };
}

async function deliveriesOf(ask: Ask, id: string) {
  return DeliveryPage.parse((await ask('GET', `/api/webhooks/${id}/deliveries`)).body).items;
}

describe.each(databases)('A webhook on $engine', { timeout: 30_000 }, ({ open }) => {
  it('is agreed with its service, starts a run for each event, and ends with its process', async () => {
    const { ask, host, publish, remove, started, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const webhook = await webhookOf(ask);
    const [hook] = shop.hooks.values();
    expect(hook).toMatchObject({ url: webhook.url, topic: 'orders', secret: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(webhook).toMatchObject({ managed: true, signature: 'github', subscription: hook?.id });
    expect(webhook.url).toMatch(new RegExp(`^${host.url}/webhooks/[\\w-]{43}$`));

    const answer = await deliver(webhook.url, { body: { orders: [{ id: 'o1' }, { id: 'o2' }] }, secret: hook?.secret });

    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(await started('orders')).toEqual(expect.arrayContaining([{ id: 'o1' }, { id: 'o2' }]));
    expect(await deliveriesOf(ask, webhook.id)).toMatchObject([
      { deliveryId: 'd1', runs: [/\w{32}/, /\w{32}/].map((id) => expect.stringMatching(id)) },
    ]);
    expect(await webhookOf(ask)).toMatchObject({ lastCall: { result: 'accepted', deliveryId: 'd1' } });

    await remove('orders');
    await expect.poll(() => shop.hooks.size).toBe(0);
    expect((await deliver(webhook.url, { id: 'd2', secret: hook?.secret })).status).toBe(404);
    expect(await list(ask)).toEqual([]);
  });

  it('leaves its service while the process is paused, and comes back under the same address', async () => {
    const { ask, publish, setState, started, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { url } = await webhookOf(ask);
    const secret = shop.hooks.get('hook-1')?.secret;

    await setState('orders', 'paused');
    await expect.poll(() => shop.hooks.size).toBe(0);
    const refused = await deliver(url, { secret });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'webhook_paused' });

    await setState('orders', 'active');
    expect((await webhookOf(ask)).url).toBe(url);
    expect(shop.hooks.get('hook-2')).toMatchObject({ url, secret });
    expect((await deliver(url, { secret })).status).toBe(200);
    expect(await started('orders')).toEqual([{ id: 'o1' }]);
  });

  it('is agreed anew where what is chosen changes, and stays as it is where nothing does', async () => {
    const { ask, publish, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { url } = await webhookOf(ask);
    await publish('orders', { hook: ordered });
    await webhookOf(ask);
    expect(shop.calls).toEqual(['POST /hooks']);

    await publish('orders', { hook: { ...ordered, input: { topic: 'refunds' } } });

    await expect.poll(() => shop.calls).toEqual(['POST /hooks', 'DELETE /hooks/hook-1', 'POST /hooks']);
    expect([...shop.hooks.values()]).toMatchObject([{ url, topic: 'refunds' }]);
    expect((await webhookOf(ask)).subscription).toBe('hook-2');
  });

  it('lets nothing in that is not signed with its secret', async () => {
    const { ask, publish, started, shop, database } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { url } = await webhookOf(ask);
    const secret = shop.hooks.get('hook-1')?.secret;
    const good = JSON.stringify({ id: 'o1' });

    const refusals = [
      await deliver(url, { secret: 'another' }),
      await deliver(url, { secret: '' }),
      await deliver(url, { secret, headers: { 'x-hub-signature-256': '' } }),
      await deliver(url, { secret, headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` } }),
      await deliver(url, { secret, headers: { 'x-hub-signature-256': 'sha256=zz' } }),
      await fetch(url, { method: 'POST', body: good, headers: { 'content-type': 'application/json', 'x-event': 'order' } }),
      await fetch(url, { method: 'POST' }),
      await fetch(url),
    ];

    expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 401));
    expect(await started('orders')).toEqual([]);
    expect(await database.selectFrom('webhook_deliveries').selectAll().execute()).toEqual([]);
    expect(await webhookOf(ask)).toMatchObject({ lastCall: { result: 'refused', code: 'webhook_signature' } });
    expect((await deliver(`${url}x`, { secret })).status).toBe(404);
  });

  it('takes a delivery once, however often and at once it comes, and flags one that changes', async () => {
    const { ask, publish, started, shop, log } = await hostOfShop(await open());
    await publish('orders', { hook: ordered, again: ordered });
    await webhookOf(ask);
    await expect.poll(() => shop.hooks.size).toBe(2);
    const [one, other] = [...shop.hooks.values()];
    if (!one || !other) return expect.fail('Both are subscribed.');

    const answers = await Promise.all(Array.from({ length: 300 }, () => deliver(one.url, { secret: one.secret })));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await started('orders')).toHaveLength(1);
    expect((await deliver(other.url, { secret: other.secret })).status).toBe(200);
    expect(await started('orders')).toHaveLength(2);

    expect((await deliver(one.url, { secret: one.secret, body: { id: 'forged' } })).status).toBe(200);
    expect(await started('orders')).toHaveLength(2);
    const webhook = (await list(ask)).find(({ url }) => url === one.url);
    expect(webhook?.lastCall).toMatchObject({ result: 'other_body', deliveryId: 'd1' });
    expect(await deliveriesOf(ask, webhook?.id ?? '')).toMatchObject([{ otherBodies: 1 }]);
    expect(log().some((line) => String(line['msg']).includes('with another body'))).toBe(true);
  });

  it('starts one run for an event that comes again in another delivery', async () => {
    const { ask, publish, started, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const webhook = await webhookOf(ask);
    const secret = shop.hooks.get('hook-1')?.secret;
    const orders = (...ids: number[]) => ids.map((id) => ({ id: `o${id}`, eventId: id }));

    const deliveries = [orders(1, 2, 2), orders(2, 3), orders(3, 1)];
    for (const [index, events] of deliveries.entries()) {
      const answer = await deliver(webhook.url, { id: `d${index}`, body: { orders: events }, secret });
      expect(answer.status).toBe(200);
    }

    expect((await started('orders')).map((data) => JSON.stringify(data)).sort()).toEqual(
      orders(1, 2, 3).map((data) => JSON.stringify(data)),
    );
    expect((await deliveriesOf(ask, webhook.id)).map(({ runs }) => runs.length)).toEqual([0, 1, 2]);
    expect(await webhookOf(ask)).toMatchObject({ lastCall: { result: 'duplicate', deliveryId: 'd2' } });
  });

  it('takes a delivery as long as its webhook says, and no longer one', async () => {
    const { ask, publish, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { url } = await webhookOf(ask);
    const secret = shop.hooks.get('hook-1')?.secret;
    expect((await deliver(url, { body: { id: 'o1', note: 'x'.repeat(2_000_000) }, secret })).status).toBe(200);
    const refused = await deliver(url, { id: 'd2', body: { id: 'o2', note: 'x'.repeat(3_000_000) }, secret });
    expect(refused.status).toBe(422);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'invalid_input', detail: expect.stringContaining('3000000') });
  });

  it('knows a delivery for more than three days, and forgets it in the end', async () => {
    const { app, ask, database, publish, started, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { url } = await webhookOf(ask);
    const secret = shop.hooks.get('hook-1')?.secret;
    const age = async (hours: number) => {
      const received_at = new Date(Date.now() - hours * 3_600_000).toISOString();
      await database.updateTable('webhook_deliveries').set({ received_at }).execute();
      return app.get(Deliveries, { strict: false }).forget(new Date());
    };
    await deliver(url, { secret });

    expect(await age(73)).toBe(0);
    expect((await deliver(url, { secret })).status).toBe(200);
    expect(await started('orders')).toHaveLength(1);
    expect(await age(97)).toBe(1);
    expect((await deliver(url, { secret })).status).toBe(200);
    expect(await started('orders')).toHaveLength(2);
  });

  it('acknowledges what it does not wait for, and takes nothing it cannot read', async () => {
    const { ask, publish, started, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { url } = await webhookOf(ask);
    const secret = shop.hooks.get('hook-1')?.secret;

    expect((await deliver(url, { secret, event: 'ping' })).status).toBe(200);
    expect(await webhookOf(ask)).toMatchObject({ lastCall: { result: 'ignored' } });
    expect((await deliver(url, { secret, body: 'not json' })).status).toBe(422);
    expect((await deliver(url, { secret, body: { id: 7 } })).status).toBe(422);
    expect((await deliver(url, { secret, body: `"${'x'.repeat(25 * 1024 * 1024)}"` })).status).toBe(413);
    expect(await started('orders')).toEqual([]);
    const form = await deliver(url, {
      secret,
      body: new URLSearchParams({ payload: '{"id":"o1"}' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(200);
    expect(await started('orders')).toEqual([{ id: 'o1' }]);
  });

  it('is refused until the secret that the service shows is entered; one that is replaced is taken for a while', async () => {
    const { ask, publish, started } = await hostOfShop(await open());
    await publish('told', { hook: told });
    const { id, url } = await webhookOf(ask, 'secret_needed', 'told');
    expect((await tell(url, { id: 'e1' }, '')).status).toBe(401);
    const enter = async (secret: string) => (await ask('POST', `/api/webhooks/${id}/secret`, { body: { secret } })).status;

    expect(await enter('first')).toBe(200);
    expect((await tell(url, { id: 'e1' }, 'first')).status).toBe(200);
    expect(await enter('second')).toBe(200);
    expect((await tell(url, { id: 'e2' }, 'first')).status).toBe(200);
    expect((await tell(url, { id: 'e3' }, 'second')).status).toBe(200);

    expect(await started('told')).toHaveLength(3);
    expect(await webhookOf(ask, 'ready', 'told')).toMatchObject({ managed: false, secretFrom: 'entered' });
    const { text } = await ask('GET', `/api/audit?target=webhook:${id}`);
    expect(text).toContain('webhook.secret_set');
    expect(text).not.toContain('second');
  });

  it('takes the secret that its service chooses, and lets nobody choose another', async () => {
    const { ask, publish, started, shop } = await hostOfShop(await open());
    await publish('paid', { hook: paid });
    const { id, url, secretFrom } = await webhookOf(ask, 'ready', 'paid');
    const time = Math.floor(Date.now() / 1000);
    const payment = '{"id":"p1"}';
    const sign = (secret: string) => `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${payment}`).digest('hex')}`;
    const pay = (secret: string) => fetch(url, { method: 'POST', body: payment, headers: { 'stripe-signature': sign(secret) } });
    expect([(await pay('mine')).status, (await pay('theirs-hook-1')).status]).toEqual([401, 200]);
    expect(await started('paid')).toEqual([{ id: 'p1' }]);

    expect(secretFrom).toBe('returned');
    expect(shop.hooks.get('hook-1')?.secret).toBeUndefined();
    const { status, body } = await ask('POST', `/api/webhooks/${id}/secret`, { body: { secret: 'mine' } });
    expect([status, body]).toMatchObject([409, { code: 'secret_not_chosen' }]);
  });

  it('answers a challenge with nothing that a browser would run', async () => {
    const { ask, publish } = await hostOfShop(await open());
    await publish('told', { hook: told });
    const { id, url } = await webhookOf(ask, 'secret_needed', 'told');
    await ask('POST', `/api/webhooks/${id}/secret`, { body: { secret: 's' } });
    const page = '<script>alert(1)</script>';

    const { status, headers, text } = await tell(url, { challenge: page }, 's');

    expect([status, JSON.parse(text)]).toEqual([200, { challenge: page }]);
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('says what went wrong with its service, and tries again', async () => {
    const { ask, publish, shop } = await hostOfShop(await open());
    shop.refusals.push(403);
    await publish('orders', { hook: ordered });

    const { id, problem } = await webhookOf(ask, 'failed');
    expect(problem).toMatchObject({ code: 'api_rejected' });

    expect((await ask('POST', `/api/webhooks/${id}/subscribe`)).status).toBe(202);
    expect(await webhookOf(ask)).not.toHaveProperty('problem');
    expect(shop.hooks.size).toBe(1);
  });

  it('is agreed anew when somebody asks for it, whether the service has forgotten it or not', async () => {
    const { ask, publish, started, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { id, url } = await webhookOf(ask);
    const renew = async () => (await ask('POST', `/api/webhooks/${id}/subscribe`)).status;
    shop.hooks.clear();

    expect(await renew()).toBe(202);
    await expect.poll(() => shop.calls).toEqual(['POST /hooks', 'DELETE /hooks/hook-1', 'POST /hooks']);
    expect((await webhookOf(ask)).subscription).toBe('hook-2');
    expect((await deliver(url, { secret: shop.hooks.get('hook-2')?.secret })).status).toBe(200);
    expect(await started('orders')).toEqual([{ id: 'o1' }]);

    // One that refuses to end it keeps nobody from subscribing.
    shop.refusals.push(403);
    expect(await renew()).toBe(202);
    await expect.poll(() => shop.calls.slice(3)).toEqual(['DELETE /hooks/hook-2', 'POST /hooks']);
    expect((await webhookOf(ask)).subscription).toBe('hook-3');
  });

  it('is told to its service anew where the host has moved, and ended there with its tenant', async () => {
    const options = await open();
    const { ask, host, project, publish, shop } = await hostOfShop(options);
    await publish('orders', { hook: ordered });
    const before = await webhookOf(ask);
    await host.close();

    const publicUrl = 'https://hooks.example';
    const moved = await hostIn(project, { ...options, publicUrl });

    const url = before.url.replace(host.url, publicUrl);
    await expect.poll(() => [...shop.hooks.values()]).toMatchObject([{ id: 'hook-2', url }]);
    expect((await webhookOf(moved.ask)).url).toBe(url);
    await moved.app.get(WebhookSubscriptions, { strict: false }).endAll('default');
    expect(shop.hooks.size).toBe(0);
  });

  it('starts nothing of a process that is paused while it reads what was delivered', async () => {
    const { app, ask, publish, setState, started, shop, database } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { id, url } = await webhookOf(ask);
    const secret = shop.hooks.get('hook-1')?.secret;
    const runtime = app.get(Runtime, { strict: false });
    const readEvents = runtime.readEvents.bind(runtime);
    const pauseMeanwhile = () =>
      vi.spyOn(runtime, 'readEvents').mockImplementationOnce(async (call) => {
        await setState('orders', 'paused');
        return readEvents(call);
      });

    pauseMeanwhile();
    const refused = await deliver(url, { secret });
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([503, { code: 'webhook_paused' }]);
    expect(await started('orders')).toEqual([]);
    expect(await database.selectFrom('webhook_deliveries').selectAll().execute()).toEqual([]);

    await setState('orders', 'active');
    await webhookOf(ask);
    expect((await deliver(url, { secret })).status).toBe(200);
    pauseMeanwhile();
    const [delivery] = await deliveriesOf(ask, id);
    const replayed = await ask('POST', `/api/webhooks/${id}/deliveries/${delivery?.id}/replay`);
    expect(replayed).toMatchObject({ status: 409, body: { code: 'process_paused' } });
    expect(await started('orders')).toEqual([{ id: 'o1' }]);
  });

  it('starts once more what was delivered', async () => {
    const { ask, publish, started, shop } = await hostOfShop(await open());
    await publish('orders', { hook: ordered });
    const { id, url } = await webhookOf(ask);
    await deliver(url, { secret: shop.hooks.get('hook-1')?.secret });
    const [delivery] = await deliveriesOf(ask, id);

    const replayed = await ask('POST', `/api/webhooks/${id}/deliveries/${delivery?.id}/replay`);

    expect(replayed).toMatchObject({ status: 201, body: { runs: [expect.stringMatching(/^\w{32}$/)] } });
    expect(await started('orders')).toEqual([{ id: 'o1' }, { id: 'o1' }]);
    expect((await ask('POST', `/api/webhooks/${id}/deliveries/none/replay`)).status).toBe(404);
  });
});

describe('Webhooks of several hosts', { timeout: 30_000 }, () => {
  it('are subscribed once, and take a delivery once', async () => {
    const shared = { databaseUrl: await postgresDatabase(), masterKey: Buffer.alloc(32, 7).toString('base64') };
    const first = await hostOfShop(shared);
    const second = await testHost({ ...shared, plugins: [shopPlugin] });
    await first.publish('orders', { hook: ordered });
    const { url } = await webhookOf(first.ask);
    const secret = first.shop.hooks.get('hook-1')?.secret;
    const elsewhere = url.replace(first.host.url, second.host.url);

    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => deliver(index % 2 === 0 ? url : elsewhere, { id: `d${index % 3}`, secret })),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await first.started('orders')).toHaveLength(3);
    expect(first.shop.calls).toEqual(['POST /hooks']);
  });
});
