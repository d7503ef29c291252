import { type Connection, execute, RunContext, run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { CreateOrder } from '../connectors/create-order.ts';
import { NewOrders } from './new-orders.ts';

const order = { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 2 }] };

const noFiles = () => Promise.reject(new Error('A poll has nothing to do with files.'));

/** Polls the shop again and again, each time from where the last poll ended. */
function pollerOf({ client, settings }: Connection) {
  let cursor: string | undefined;
  return async () => {
    const scope = {
      deadlineAt: performance.now() + 5000,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      idempotencyKey: 'test',
    };
    const log = { info() {}, warn() {} };
    const context = new RunContext({ ...scope, settings, cursor }, log, {
      send: (request, responses) => client.send(request, scope, responses),
      download: noFiles,
      readFile: noFiles,
    });
    const outcome = await execute(new NewOrders(), {}, context);
    if (outcome.outcome !== 'page') throw new Error(JSON.stringify(outcome));
    cursor = outcome.cursor;
    return outcome.items;
  };
}

describe('NewOrders', () => {
  it('takes stock of all orders, then gives each new one once', async () => {
    const { shop, connection } = await openShop();
    const poll = pollerOf(connection);
    expect(await poll()).toEqual([]);
    expect(callsOf(shop)).toHaveLength(3);

    const created = [await run(CreateOrder, order, { connection }), await run(CreateOrder, order, { connection })];

    expect(await poll()).toEqual(created);
    expect(await poll()).toEqual([]);
    expect(callsOf(shop).at(-1)).toMatchObject({ path: '/api/orders', query: { createdAfter: created[1]?.createdAt } });
  });

  it('gives what it missed while the shop was down', async () => {
    const { shop, connection } = await openShop();
    const poll = pollerOf(connection);
    await poll();
    const created = await run(CreateOrder, order, { connection });
    shop.fail({ path: '/api/orders', status: 503, times: 1 });
    await expect(poll()).rejects.toThrow('service_unavailable');
    expect(await poll()).toEqual([created]);
  });
});
