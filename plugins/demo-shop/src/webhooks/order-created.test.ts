import { type ReceiveOptions, receive, run, subscribe, unsubscribe } from '@mortise/sdk';
import { describe, expect, it, vi } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { startReceiver } from '../../test/receiver.ts';
import { CreateOrder } from '../connectors/create-order.ts';
import { OrderCreated } from './order-created.ts';

const order = { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 2 }] };
const webhook = new OrderCreated();

/** A shop that delivers to a receiver of ours; `first` waits for a delivery. */
async function subscribed(statuses: number[] = []) {
  const { shop, connection } = await openShop();
  const { url, deliveries } = await startReceiver(statuses);
  const subscription = await subscribe(webhook, {}, { url, connection });
  const options: ReceiveOptions = { secret: subscription.secret, seen: new Set() };
  const delivery = (index: number) => vi.waitFor(() => deliveries[index] ?? expect.fail('nothing was delivered'), 20_000);
  return { shop, connection, url, deliveries, subscription, options, delivery };
}

describe('OrderCreated', () => {
  it('subscribes with a secret of ours', async () => {
    const { shop, url, subscription } = await subscribed();
    expect(subscription).toEqual({ id: expect.stringMatching(/^whk_/), secret: expect.stringMatching(/^whsec_/) });
    expect(callsOf(shop)).toMatchObject([
      { method: 'POST', path: '/api/webhooks', body: { url, secret: subscription.secret, events: ['order.created'] } },
    ]);
  });

  it('gives the order that was created', async () => {
    const { connection, options, delivery } = await subscribed();
    const created = await run(CreateOrder, order, { connection });

    const received = await receive(webhook, await delivery(0), options);

    expect(received).toMatchObject({ kind: 'events', deliveryId: expect.stringMatching(/^evt_/), events: [{ data: created }] });
  });

  it('takes a delivery that is sent again for the same', async () => {
    const { connection, options, delivery } = await subscribed([500]);
    await run(CreateOrder, order, { connection });
    const seen = new Set<string>();

    const first = await receive(webhook, await delivery(0), { ...options, seen });
    if (first.kind === 'events') seen.add(first.deliveryId);

    expect(await receive(webhook, await delivery(1), { ...options, seen })).toEqual({
      kind: 'duplicate',
      deliveryId: [...seen][0],
    });
  });

  it('takes nothing that was changed, is signed by another or is old', async () => {
    const { connection, options, delivery } = await subscribed();
    const other = await subscribed();
    await run(CreateOrder, order, { connection });
    const genuine = await delivery(0);
    const changed = { ...genuine, rawBody: Buffer.from(Buffer.from(genuine.rawBody).toString().replace('cus_001', 'cus_002')) };
    const refused = { code: 'webhook_signature' };
    await expect(receive(webhook, changed, options)).rejects.toMatchObject(refused);
    await expect(receive(webhook, genuine, other.options)).rejects.toMatchObject(refused);
    await expect(receive(webhook, genuine, { ...options, now: Date.now() + 302_000 })).rejects.toMatchObject(refused);
  });

  it('hears nothing any more once it is unsubscribed, however often', async () => {
    const { shop, connection, deliveries, subscription } = await subscribed();
    await unsubscribe(webhook, {}, { id: subscription.id, connection });
    await unsubscribe(webhook, {}, { id: subscription.id, connection });
    await run(CreateOrder, order, { connection });
    expect(callsOf(shop).filter(({ method }) => method === 'DELETE')).toHaveLength(2);
    expect(deliveries).toEqual([]);
  });

  it('says what the shop did not accept, without the secret', async () => {
    const { connection } = await openShop();
    const subscribing = subscribe(webhook, {}, { url: 'https://hooks.example.com', connection, secret: 'canary-secret' });
    const error = await subscribing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'api_rejected', status: 400 });
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});
