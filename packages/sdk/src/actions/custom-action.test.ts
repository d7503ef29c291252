import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { connectTo } from '../../test/local-connection.ts';
import { type Received, sendJson, startServer } from '../../test/local-server.ts';
import { get, post } from '../http/request.ts';
import type { ActionContext, InputOf, ResponseOf } from './action.ts';
import { BatchConnector } from './batch-connector.ts';
import { CustomAction } from './custom-action.ts';
import { execute } from './execute.ts';
import { page, route } from './outcome.ts';
import { RestConnector } from './rest-connector.ts';
import { pages, run } from './run.ts';

class CreateItem extends RestConnector {
  readonly name = 'create-item';
  readonly title = 'Create an item';
  readonly input = z.object({ label: z.string().min(1) });
  readonly output = z.object({ id: z.number() });

  request(json: InputOf<CreateItem>) {
    return post('/items', { json });
  }
}

class ListItems extends BatchConnector {
  readonly name = 'list-items';
  readonly title = 'List items';
  readonly input = z.object({});
  readonly response = z.object({ items: z.array(z.number()), next: z.string().optional() });
  readonly output = z.number();

  request(_input: InputOf<ListItems>, cursor?: string) {
    return get('/items', { query: { cursor } });
  }

  page({ items, next }: ResponseOf<ListItems>) {
    return { items, cursor: next };
  }
}

/** An action that does what it is given. */
function actionThat(work: (context: ActionContext) => unknown) {
  return class extends CustomAction {
    readonly name = 'do-it';
    readonly title = 'Do it';
    readonly input = z.object({});
    readonly output = z.any();

    execute(_input: unknown, context: ActionContext) {
      return work(context);
    }
  };
}

/** Creates items, lists them in two pages, and fails as often as it is told to. */
async function startShop(failures = 0) {
  let left = failures;
  const server = await startServer(({ method, path }, response) => {
    if (method === 'POST') return sendJson(response, { id: 7 }, left-- > 0 ? 503 : 201, { 'retry-after': '0' });
    return sendJson(response, path.includes('cursor=b') ? { items: [3] } : { items: [1, 2], next: 'b' });
  });
  const keys = () => writes(server.received).map(({ headers }) => headers['idempotency-key']);
  return { server, keys, connection: connectTo(server, { api: { idempotencyHeader: 'Idempotency-Key' } }) };
}

function writes(received: readonly Received[]): Received[] {
  return received.filter(({ method }) => method === 'POST');
}

describe('CustomAction', () => {
  it('reaches the service through the connectors of its plugin', async () => {
    const { server, connection } = await startShop();
    const Copy = actionThat(async (context) => (await run(CreateItem, { label: 'a' }, { within: context })).id);

    expect(await run(Copy, {}, { connection })).toBe(7);
    expect(server.received).toMatchObject([{ method: 'POST', path: '/items', body: '{"label":"a"}' }]);
  });

  it('gives each of its parts an idempotency key of its own', async () => {
    const { keys, connection } = await startShop();
    const CopyTwo = actionThat(async (context) => {
      for (const label of ['a', 'b']) await run(CreateItem, { label }, { within: context });
      await context.send(post('/items'));
    });

    await run(CopyTwo, {}, { connection, idempotencyKey: 'key' });

    expect(keys()).toEqual(['key.1', 'key.2', 'key']);
  });

  it('gives the same keys to the same parts at its next attempt', async () => {
    const { keys, connection } = await startShop(1);
    const CopyTwo = actionThat(async (context) => {
      for (const label of ['a', 'b']) await run(CreateItem, { label }, { within: context });
    });

    await run(CopyTwo, {}, { connection, idempotencyKey: 'key' });

    expect(keys()).toEqual(['key.1', 'key.1', 'key.2']);
  });

  it('counts the parts of a part within it', async () => {
    const { keys, connection } = await startShop();
    const Inner = actionThat((context) => run(CreateItem, { label: 'inner' }, { within: context }));
    const Outer = actionThat(async (context) => {
      await run(Inner, {}, { within: context });
      await run(Inner, {}, { within: context });
    });

    await run(Outer, {}, { connection, idempotencyKey: 'key' });

    expect(keys()).toEqual(['key.1.1', 'key.2.1']);
  });

  it('gives each of its own writes a key of its own, and the same one at its next attempt', async () => {
    const { keys, connection } = await startShop(1);
    const CreateTwo = actionThat(async (context) => {
      await context.send(get('/items'));
      for (const label of ['a', 'b']) await context.send(post('/items', { json: { label } }));
    });

    await run(CreateTwo, {}, { connection, idempotencyKey: 'key' });

    expect(keys()).toEqual(['key', 'key', 'key.send-2']);
  });

  it('keeps the key of a write that it sends again', async () => {
    const { keys, connection } = await startShop(1);
    const CreateUntilDone = actionThat(async (context) => {
      await context.send(post('/items')).catch(() => context.send(post('/items')));
      await context.send(post('/orders'));
    });

    await run(CreateUntilDone, {}, { connection, idempotencyKey: 'key', maxAttempts: 1 });

    expect(keys()).toEqual(['key', 'key', 'key.send-2']);
  });

  it('numbers the writes of a part within it', async () => {
    const { keys, connection } = await startShop();
    const Inner = actionThat(async (context) => {
      for (const path of ['/a', '/b']) await context.send(post(path));
    });
    await run(
      actionThat((context) => run(Inner, {}, { within: context })),
      {},
      { connection, idempotencyKey: 'key' },
    );
    expect(keys()).toEqual(['key.1', 'key.1.send-2']);
  });

  it('leaves a key that a part has chosen', async () => {
    const { keys, connection } = await startShop();
    class CreateWithKey extends CreateItem {
      override request(json: InputOf<CreateItem>) {
        return { ...post('/items', { json }), idempotencyKey: 'chosen' };
      }
    }
    await run(
      actionThat((context) => run(CreateWithKey, { label: 'a' }, { within: context })),
      {},
      { connection, idempotencyKey: 'key' },
    );
    expect(keys()).toEqual(['chosen']);
  });

  it('does not hand its own cursor down, and pages through a batch', async () => {
    const { server, connection } = await startShop();
    const Sum = actionThat(async (context) => {
      let sum = 0;
      for await (const items of pages(ListItems, {}, { within: context })) for (const item of items) sum += item;
      return page([sum], context.cursor);
    });
    const context = contextWith({
      cursor: 'of-the-whole',
      send: (request: Parameters<ActionContext['send']>[0]) =>
        connection.client.send(request, { deadlineAt: performance.now() + 5000, traceId: '0'.repeat(32), idempotencyKey: 'key' }),
    });

    expect(await execute(new Sum(), {}, context)).toEqual({ outcome: 'page', items: [6], cursor: 'of-the-whole' });
    expect(server.received.map(({ path }) => path)).toEqual(['/items', '/items?cursor=b']);
  });

  it('shares settings, signal and log with its parts', async () => {
    const { connection } = await startShop();
    const lines: string[] = [];
    const Part = actionThat((context) => {
      context.log.info(JSON.stringify(context.settings));
      return context.signal.aborted;
    });
    const Whole = actionThat((context) => run(Part, {}, { within: context }));
    const log = { info: (message: string) => lines.push(message), warn: () => undefined };

    expect(await run(Whole, {}, { connection: { ...connection, settings: { shop: 'a' } }, log })).toBe(false);
    expect(lines).toEqual(['{"shop":"a"}']);
  });

  it.each([
    ['a part that is refused', 'api_rejected', 404],
    ['a part that may be tried again', 'service_unavailable', 503],
  ])('ends with the error of %s, which is not tried again by itself', async (_what, code, status) => {
    const server = await startServer((_request, response) => sendJson(response, {}, status, { 'retry-after': '0' }));
    const Whole = actionThat((context) => run(CreateItem, { label: 'a' }, { within: context }));

    await expect(run(Whole, {}, { connection: connectTo(server), maxAttempts: 1 })).rejects.toMatchObject({ code, status });
    expect(server.received).toHaveLength(1);
  });

  it('may catch what a part throws', async () => {
    const server = await startServer((_request, response) => sendJson(response, {}, 404));
    const Whole = actionThat((context) => run(CreateItem, { label: 'a' }, { within: context }).catch(({ code }) => code));
    expect(await run(Whole, {}, { connection: connectTo(server) })).toBe('api_rejected');
  });

  it('is told of an input that does not fit its part before anything is sent', async () => {
    const { server, connection } = await startShop();
    const Whole = actionThat((context) => run(CreateItem, { label: '' }, { within: context }));
    await expect(run(Whole, {}, { connection })).rejects.toMatchObject({ code: 'invalid_input', path: 'label' });
    expect(server.received).toEqual([]);
  });

  it('chooses its outcome like any other action', async () => {
    const { connection } = await startShop();
    expect(
      await run(
        actionThat(() => route(['big'], 5)),
        {},
        { connection },
      ),
    ).toBe(5);
  });
});
