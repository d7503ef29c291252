import { describe, expect, it } from 'vitest';
import { bridgeHeaders, platform, sendRaw } from './bridge.test-kit.ts';
import { startDepot, token } from './depot.test-kit.ts';

async function connected(options: Parameters<typeof platform>[0] = {}) {
  const test = await platform(options);
  await test.connect('depot', 'main', { url: test.depot.url, token });
  return test;
}

describe('The nodes of a worker', () => {
  it('are the actions of the installed plugins, by kind and in order', async () => {
    const { manage } = await platform();
    expect(await manage('GET', '/connector/list')).toEqual({
      status: 200,
      body: [{ name: 'depot.get-item', app: 'depot' }],
    });
    expect(await manage('GET', '/batch/list')).toEqual({ status: 200, body: [{ name: 'depot.list-items', app: 'depot' }] });
    expect(await manage('GET', '/custom-node/list')).toEqual({
      status: 200,
      body: [
        { name: 'abacus.add', app: 'abacus' },
        { name: 'depot.decide', app: 'depot' },
        { name: 'depot.heavy-items', app: 'depot' },
      ],
    });
  });

  it('say whether they are there', async () => {
    const { manage } = await platform();
    const there = ['/connector/depot.get-item/action', '/batch/depot.list-items/action', '/custom-node/depot.decide/process'];
    for (const node of there) expect(await manage('GET', `${node}/test`)).toEqual({ status: 200, body: [] });
    const missing = ['/connector/depot.list-items/action', '/batch/depot.other/action', '/custom-node/depot.item-added/process'];
    for (const node of missing) {
      expect(await manage('GET', `${node}/test`)).toEqual({
        status: 400,
        body: { status: 'Error', message: expect.stringContaining('No installed plugin offers') },
      });
    }
  });

  it('come and go with the plugins', async () => {
    const { manage, project } = await platform();
    await project.remove('depot');
    await expect.poll(async () => (await manage('GET', '/connector/list')).body, { timeout: 10_000 }).toEqual([]);
    expect((await manage('GET', '/custom-node/list')).body).toEqual([{ name: 'abacus.add', app: 'abacus' }]);
  });
});

describe('A message of the bridge', () => {
  it('reaches the service through the connection of its user, and comes back with all of its headers', async () => {
    const { deliver, depot } = await connected();

    const reply = await deliver('connector/depot.get-item/action', '{"id":"i 1"}', { 'limiter-key': 'main|depot;1;90' });

    expect(depot.requests).toMatchObject([{ path: '/items/i%201', headers: { authorization: `Bearer ${token}` } }]);
    expect(reply.headers).toEqual({
      ...bridgeHeaders,
      'limiter-key': 'main|depot;1;90',
      'result-code': '0',
      'result-message': 'Done.',
    });
    expect(JSON.parse(reply.body)).toEqual({ id: 'i 1', title: 'Příliš žluťoučký kůň' });
  });

  it('has the trace of its correlation id, in the log and at the service', async () => {
    const { deliver, depot, log } = await connected();
    await deliver('connector/depot.get-item/action', '{"id":"1"}');
    const trace = '0b5c4e7e65ad4b6e9a2c6a1c8b1f9d10';
    expect(depot.requests[0]?.headers['traceparent']).toContain(trace);
    expect(log()).toContainEqual(expect.objectContaining({ event: 'call', action: 'depot.get-item', correlationId: trace }));
  });

  it('needs no account where the application needs none', async () => {
    const { deliver } = await platform();
    const reply = await deliver('custom-node/abacus.add/process', '{"numbers":[20,22]}', { user: null });
    expect(reply).toMatchObject({ headers: { 'result-code': '0' }, body: '42' });
    expect(await deliver('custom-node/abacus.add/process', '{"numbers":[1]}', { user: 'nobody' })).toMatchObject({ body: '1' });
  });

  it('may be empty, or no JSON at all', async () => {
    const { deliver } = await connected();
    expect(await deliver('custom-node/depot.decide/process', '')).toMatchObject({ headers: { 'result-code': '0' }, body: '{}' });
    expect(await deliver('custom-node/depot.decide/process', 'a=b')).toMatchObject({
      headers: { 'result-code': '1006', 'result-message': expect.stringContaining('object') },
      body: 'a=b',
    });
  });

  it('poisons nothing', async () => {
    const { deliver } = await connected();
    const body = '{"id":"1","__proto__":{"end":"fail"},"constructor":{"prototype":{"end":"fail"}}}';
    expect(await deliver('custom-node/depot.decide/process', body)).toMatchObject({
      headers: { 'result-code': '0' },
      body: '{"id":"1"}',
    });
  });

  it('keeps text as it is', async () => {
    const { deliver } = await connected();
    expect(await deliver('custom-node/depot.decide/process', '{"end":"text"}')).toMatchObject({ body: 'plain' });
  });

  it('may hold headers of any type', async () => {
    const { url } = await connected();
    const body = JSON.stringify({
      headers: { user: 'main', 'repeat-hops': 2, 'system-event': null, 'x-death': [{ count: 1 }] },
      body: '{"a":1}',
    });
    const { text } = await sendRaw(`${url}/custom-node/depot.decide/process`, { body });
    expect(JSON.parse(text)).toEqual({
      headers: {
        user: 'main',
        'repeat-hops': 2,
        'system-event': null,
        'x-death': [{ count: 1 }],
        'result-code': '0',
        'result-message': 'Done.',
      },
      body: '{"a":1}',
    });
  });

  it('takes a megabyte of other languages without harm', async () => {
    const { deliver } = await connected();
    const text = 'Příliš žluťoučký kůň 🐎 '.repeat(50_000);
    const reply = await deliver('custom-node/depot.decide/process', JSON.stringify({ text }));
    expect(JSON.parse(reply.body)).toEqual({ text });
  });

  it('that is no envelope is refused at once', async () => {
    const { url } = await connected();
    for (const body of ['a=b', '[]', '{"headers":{},"body":{}}', '{"headers":[]}']) {
      const { status, text } = await sendRaw(`${url}/connector/depot.get-item/action`, { body });
      expect([status, JSON.parse(text)]).toEqual([400, { status: 'Error', message: expect.any(String) }]);
    }
    const { status } = await sendRaw(`${url}/connector/depot.get-item/action`, { headers: { 'content-length': '17000000' } });
    expect(status).toBe(413);
  });
});

describe('How an action has ended', () => {
  const decide = 'custom-node/depot.decide/process';

  it('says 1002 and the ids of the followers that were chosen', async () => {
    const { deliver } = await connected();
    const reply = await deliver(decide, '{"end":"route","to":["book"],"a":1}', { 'force-target-queue': 'old' });
    expect(reply).toMatchObject({
      headers: { 'result-code': '1002', 'force-target-queue': '66f2a1b3c4d5e6f708192a3e' },
      body: '{"a":1}',
    });
    const both = await deliver(decide, '{"end":"route","to":["book","refuse"]}');
    expect(both.headers['force-target-queue']).toBe('66f2a1b3c4d5e6f708192a3e,66f2a1b3c4d5e6f708192a3f');
  });

  it.each(['[]', 'no JSON', null])('is a failure where it chose followers that are not among %s', async (followers) => {
    const { deliver } = await connected();
    const body = '{"end":"route","to":["book"]}';
    const reply = await deliver(decide, body, { 'worker-followers': followers });
    expect(reply).toMatchObject({ headers: { 'result-code': '1006', 'result-message': expect.stringContaining('book') }, body });
    expect(reply.headers).not.toHaveProperty('force-target-queue');
  });

  it('says 1003 where there is nothing more to do', async () => {
    const { deliver } = await connected();
    expect(await deliver(decide, '{"end":"stop"}')).toMatchObject({
      headers: { 'result-code': '1003', 'result-message': 'Nothing to do.' },
      body: '{"end":"stop"}',
    });
    expect(await deliver('custom-node/depot.heavy-items/process', '{"weight":9}')).toMatchObject({
      headers: { 'result-code': '1003' },
    });
    expect(await deliver('custom-node/depot.heavy-items/process', '{"weight":11}')).toMatchObject({
      headers: { 'result-code': '0' },
      body: '{"weight":11}',
    });
  });

  it('says 1001 and when to come back where it is not done yet, and forgets no hop', async () => {
    const { deliver } = await connected();
    const usual = await deliver(decide, '{"end":"retry"}', { 'repeat-hops': '3' });
    expect(usual).toMatchObject({
      headers: { 'result-code': '1001', 'repeat-interval': '60', 'repeat-max-hops': '10', 'repeat-hops': '3' },
      body: '{"end":"retry"}',
    });
    const told = await deliver(decide, '{"end":"retry","afterMs":1200}');
    expect(told.headers).toMatchObject({ 'repeat-interval': '2', 'repeat-max-hops': '4', 'result-message': 'Not yet.' });
  });

  it('leaves it to the platform to try a service again', async () => {
    const { deliver, depot } = await connected();
    depot.status = 503;
    const node = 'connector/depot.get-item/action';
    expect(await deliver(node, '{"id":"1"}')).toMatchObject({ headers: { 'result-code': '1001' }, body: '{"id":"1"}' });
    expect(depot.requests).toHaveLength(1);
    depot.status = 404;
    expect(await deliver(node, '{"id":"1"}')).toMatchObject({
      headers: { 'result-code': '1006', 'result-message': expect.stringContaining('Not now.') },
    });
  });

  it('has the same idempotency key at each delivery of a message, and another once an operator has edited it', async () => {
    const { deliver } = await connected();
    const keyOf = async (body: string, headers: Record<string, string>) => (await deliver(decide, body, headers)).body;
    const first = await keyOf('{"end":"key"}', {});
    expect(await keyOf('{"end":"key"}', { 'repeat-hops': '2' })).toBe(first);
    expect(await keyOf('{"end":"key","edited":1}', {})).not.toBe(first);
    expect(await keyOf('{"end":"key"}', { 'process-id': 'another' })).not.toBe(first);
    expect(await keyOf('{"end":"key"}', { 'node-id': 'another' })).not.toBe(first);
  });

  it('says 1004 with the message itself where it came from the limiter of the platform, else 1001', async () => {
    const { deliver } = await connected();
    const body = '{"end":"limit","afterMs":90000}';
    const limited = { 'limiter-key': 'main|depot;1;90', 'limit-return-exchange': 'node.66f2a1b3c4d5e6f708192a3c.hx' };
    expect(await deliver(decide, body, limited)).toMatchObject({ headers: { 'result-code': '1004', ...limited }, body });
    for (const headers of [{}, { 'limiter-key': 'main|depot;1;90' }]) {
      expect(await deliver(decide, body, headers)).toMatchObject({
        headers: { 'result-code': '1001', 'repeat-interval': '90', 'repeat-max-hops': '1000' },
        body,
      });
    }
  });

  it('says 1006 in one line where it failed, and keeps the message', async () => {
    const { deliver } = await connected();
    const stale = { 'result-code': '0', 'result-message': 'old', 'result-detail': 'old' };
    const reply = await deliver(decide, '{"end":"fail"}', stale);
    expect(reply).toMatchObject({
      headers: { 'result-code': '1006', 'result-message': 'It cannot be done.' },
      body: '{"end":"fail"}',
    });
    expect(reply.headers).not.toHaveProperty('result-detail');
  });

  it('says 1006 where the input does not fit, the account is missing or nobody offers the action', async () => {
    const { deliver, depot } = await connected();
    const node = 'connector/depot.get-item/action';
    const refused = async (body: string, headers: Record<string, string | null>, words: string) =>
      expect(await deliver(node, body, headers)).toMatchObject({
        headers: { 'result-code': '1006', 'result-message': expect.stringContaining(words) },
      });
    await refused('{"id":1}', {}, 'id');
    await refused('{"id":"1"}', { user: 'nobody' }, 'not installed for the user "nobody"');
    await refused('{"id":"1"}', { user: null }, 'connection');
    expect(await deliver('connector/depot.other/action', '{}')).toMatchObject({
      headers: { 'result-code': '1006', 'result-message': 'No installed plugin offers "depot.other" as a connector.' },
    });
    expect(await deliver(decide, '{"end":"page"}')).toMatchObject({ headers: { 'result-code': '1006' } });
    expect(depot.requests).toEqual([]);
  });

  it('names no secret', async () => {
    const { deliver, connect } = await platform();
    const other = await startDepot();
    await connect('depot', 'main', { url: other.url, token: 'a-token-that-opens-nothing' });
    const reply = await deliver('connector/depot.get-item/action', '{"id":"1"}');
    expect(reply.headers['result-code']).toBe('1006');
    expect(JSON.stringify(reply)).not.toContain('a-token-that-opens-nothing');
  });
});

describe('A batch', () => {
  it('goes on page by page with its cursor, and ends without one', async () => {
    const { deliver, depot } = await connected();
    const node = 'batch/depot.list-items/action';

    const first = await deliver(node, '{"shelf":"b"}');
    expect(first.headers).toMatchObject({ 'result-code': '1010', cursor: 'second' });
    expect(JSON.parse(first.body)).toEqual([
      { headers: {}, body: '{"id":"i1"}' },
      { headers: {}, body: '{"id":"i2"}' },
    ]);

    const headersOf = ({ headers }: typeof first) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const second = await deliver(node, '{"shelf":"b"}', headersOf(first));
    expect(second).toMatchObject({ headers: { 'result-code': '1011', cursor: 'third' }, body: '[]' });

    const third = await deliver(node, '{"shelf":"b"}', headersOf(second));
    expect(third.headers).toEqual({ ...bridgeHeaders, 'result-code': '0', 'result-message': 'Done.' });
    expect(JSON.parse(third.body)).toEqual([{ headers: {}, body: '{"id":"i3"}' }]);
    expect(depot.requests.map(({ path }) => path)).toEqual(['/shelves/b', '/shelves/b?after=second', '/shelves/b?after=third']);
  });

  it('keeps its place where a page has to be asked for again', async () => {
    const { deliver, depot } = await connected();
    depot.status = 503;
    const reply = await deliver('batch/depot.list-items/action', '{}', { cursor: 'second' });
    expect(reply).toMatchObject({ headers: { 'result-code': '1001', cursor: 'second' }, body: '{}' });
  });
});
