import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { connectTo, scope } from '../../test/local-connection.ts';
import { sendJson, startServer } from '../../test/local-server.ts';
import { execute, get, type InputOf, type OutputOf, PollingTrigger, type ResponseOf, run } from '../index.ts';

class NewOrders extends PollingTrigger {
  readonly name = 'new-orders';
  readonly title = 'New orders';
  readonly input = z.object({ status: z.string().default('open') });
  readonly output = z.object({ id: z.string(), total: z.string().transform(Number).optional() });
  readonly response = z.object({ orders: z.array(z.unknown()), latest: z.string().nullish(), more: z.boolean().optional() });
  request({ status }: InputOf<NewOrders>, since?: string) {
    return get('/orders', { query: { status, since } });
  }
  poll({ orders, latest, more = false }: ResponseOf<NewOrders>) {
    return { items: orders, since: latest, more };
  }
  key({ id }: OutputOf<NewOrders>) {
    return id;
  }
}

class AllOrders extends NewOrders {
  override readonly emitsExisting = true;
}

/** Polls again and again; each answer is what the service says at that time. */
function poller(trigger: PollingTrigger = new NewOrders()) {
  const paths: string[] = [];
  let cursor: string | undefined;
  const poll = async (answer: unknown, from = cursor) => {
    const outcome = await execute(
      trigger,
      {},
      contextWith({
        ...(from !== undefined && { cursor: from }),
        send: async ({ path }) => {
          paths.push(path);
          return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(answer)) };
        },
      }),
    );
    if (outcome.outcome === 'page') cursor = outcome.cursor;
    return outcome;
  };
  /** The ids that are new among these. */
  const ids = async (...all: readonly string[]) => {
    const outcome = await poll({ orders: all.map((id) => ({ id })) });
    if (outcome.outcome !== 'page') throw new Error(JSON.stringify(outcome));
    return outcome.items.map((item) => z.object({ id: z.string() }).parse(item).id);
  };
  return { poll, ids, paths, state: () => cursor ?? '' };
}

describe('a polling trigger', () => {
  it('takes stock first, then gives what was not there before', async () => {
    const { ids } = poller();
    expect(await ids('a', 'b')).toEqual([]);
    expect(await ids('a', 'b')).toEqual([]);
    expect(await ids('c', 'b', 'd')).toEqual(['c', 'd']);
    expect(await ids('a', 'b', 'c', 'd')).toEqual([]);
  });

  it('gives everything at first where it says so', async () => {
    const { ids } = poller(new AllOrders());
    expect(await ids('a', 'b')).toEqual(['a', 'b']);
    expect(await ids('b', 'c')).toEqual(['c']);
  });

  it('gives an item once that is in an answer twice, and none that comes back later', async () => {
    const { ids } = poller(new AllOrders());
    expect(await ids('a', 'a')).toEqual(['a']);
    expect(await ids()).toEqual([]);
    expect(await ids('a')).toEqual([]);
  });

  it('asks from where the last poll ended, and from there again where the service names nothing newer', async () => {
    const { poll, paths } = poller();
    await poll({ orders: [], latest: '2026-11-24' });
    await poll({ orders: [] });
    await poll({ orders: [], latest: null });
    await poll({ orders: [], latest: '' });
    await poll({ orders: [], latest: '2026-11-25' });
    await poll({ orders: [] });
    expect(paths.map((path) => path.split('since=')[1])).toEqual([
      undefined,
      '2026-11-24',
      '2026-11-24',
      '2026-11-24',
      '2026-11-24',
      '2026-11-25',
    ]);
  });

  it('gives the same again where the state was not kept, so that a crash loses nothing', async () => {
    const { ids, poll, state } = poller();
    await ids('a');
    const before = state();
    expect(await ids('a', 'b')).toEqual(['b']);
    expect(await poll({ orders: [{ id: 'a' }, { id: 'b' }] }, before)).toMatchObject({ items: [{ id: 'b' }] });
  });

  it('gives items as the schema makes them, and keys of them to key()', async () => {
    const { poll } = poller(new AllOrders());
    expect(await poll({ orders: [{ id: 'a', total: '12', more: 1 }] })).toMatchObject({ items: [{ id: 'a', total: 12 }] });
  });

  it('gives each item once over overlapping windows of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.string({ minLength: 1, maxLength: 2 }), { maxLength: 8 }), { maxLength: 8 }),
        async (windows) => {
          const { ids } = poller(new AllOrders());
          const given: string[] = [];
          for (const window of windows) given.push(...(await ids(...window)));
          expect(given.toSorted()).toEqual([...new Set(windows.flat())].toSorted());
        },
      ),
      { numRuns: 50 },
    );
  });

  it('reads on at once where the service has more: all of it to take stock, enough of it afterwards', async () => {
    const service = await startServer(({ path }, response) => {
      const from = Number(new URL(path, 'http://x').searchParams.get('since') ?? 0);
      const orders = Array.from({ length: Math.min(100, count - from) }, (_, index) => ({ id: `${from + index}` }));
      sendJson(response, { orders, latest: String(from + orders.length), more: from + orders.length < count });
    });
    const { client } = connectTo(service);
    let count = 250;
    let cursor: string | undefined;
    const poll = async () => {
      const before = service.received.length;
      const context = contextWith({ ...(cursor !== undefined && { cursor }), send: (request) => client.send(request, scope()) });
      const outcome = await execute(new NewOrders(), {}, context);
      if (outcome.outcome !== 'page') throw new Error(JSON.stringify(outcome));
      cursor = outcome.cursor;
      return [outcome.items.length, service.received.length - before];
    };
    expect(await poll()).toEqual([0, 3]);
    expect(await poll()).toEqual([0, 1]);
    count = 1400;
    expect(await poll()).toEqual([1000, 10]);
    expect(await poll()).toEqual([150, 2]);
  });

  it.each([{}, { latest: null }, { latest: '' }])(
    'does not ask for ever where a service that has more answers %j',
    async (answer) => {
      const error = { code: 'unexpected_output', path: 'since' };
      expect(await poller().poll({ orders: [], more: true, ...answer })).toMatchObject({ outcome: 'fail', error });
    },
  );

  it.each([
    ['whose positions alternate', (page: number) => `${page % 2}`, 3, 'unexpected_output'],
    ['that has more after every page', (page: number) => `${page}`, 10_000, 'endless_pages'],
  ])('does not ask for ever where a service answers %s', async (_case, latest, requests, code) => {
    let page = 0;
    const send = async () => {
      const body = Buffer.from(JSON.stringify({ orders: [], latest: latest(page++), more: true }));
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    };
    const outcome = await execute(new NewOrders(), {}, contextWith({ send }));
    expect(outcome).toMatchObject({ outcome: 'fail', error: { code, retryable: false } });
    expect(page).toBe(requests);
  });

  it('tells poll() what it asked from', async () => {
    const asked: (string | undefined)[] = [];
    class Asked extends NewOrders {
      override poll(response: ResponseOf<NewOrders>, since?: string) {
        asked.push(since);
        return super.poll(response);
      }
    }
    const { poll } = poller(new Asked());
    await poll({ orders: [], latest: 'a' });
    await poll({ orders: [] });
    expect(asked).toEqual([undefined, 'a']);
  });

  it('keeps its state below 256 KiB, however much it has seen, and forgets the oldest first', async () => {
    const { poll, ids, state } = poller();
    const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: `order-${from + index}` }));
    await poll({ orders: many(0, 6000), latest: '\u0001'.repeat(4000) });
    await poll({ orders: many(6000, 6000) });
    expect(Buffer.byteLength(state())).toBeLessThan(256 * 1024);
    expect(await ids('order-3999', 'order-11999')).toEqual([]);
    expect(await ids('order-5999')).toEqual(['order-5999']);
  });

  it.each([
    [{ orders: [{ id: '' }] }, 'Item 0 of the poll has no key'],
    [{ orders: [{ id: 'a' }, {}] }, 'Item 1 of the poll does not fit'],
    [{ list: [] }, 'The answer does not fit'],
    [{ orders: Array.from({ length: 10_001 }, (_, index) => ({ id: `${index}` })) }, 'Ask for fewer'],
    [{ orders: [], latest: 'x'.repeat(4001) }, '4001 characters'],
  ])('says what is wrong with an answer: %#', async (answer, message) => {
    const error = { code: 'unexpected_output', detail: expect.stringContaining(message) };
    expect(await poller().poll(answer)).toMatchObject({ outcome: 'fail', error });
  });

  it.each([
    '',
    'page-2',
    '{}',
    'null',
    '{"version":2,"keys":""}',
    '{"version":1,"keys":"abc"}',
    '{"version":1,"keys":["a"]}',
    '{"version":1,"keys":"","more":1}',
    `{"version":1,"keys":"${'a'.repeat(120_012)}"}`,
  ])('refuses a state that it did not write, and sends nothing: %#', async (cursor) => {
    const { poll, paths } = poller();
    const error = { code: 'invalid_input', path: 'cursor', detail: expect.stringContaining('Poll once without it') };
    expect(await poll({ orders: [] }, cursor)).toMatchObject({ outcome: 'fail', error });
    expect(paths).toEqual([]);
  });

  it('asks a real service, and is no action to run for one output', async () => {
    const server = await startServer((_request, response) => sendJson(response, { orders: [{ id: 'a' }] }));
    const options = { connection: connectTo(server) };
    await expect(run(AllOrders, { status: 'paid' }, options)).rejects.toThrow('gives pages');
    expect(server.received).toMatchObject([{ method: 'GET', path: '/orders?status=paid' }]);
  });
});
