import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EventHub } from './event-hub.ts';
import { EventStream } from './event-stream.ts';

const event = (name: string) => ({ type: 'connection.created' as const, data: { id: '1', application: 'crm', name } });

describe('EventStream', () => {
  it('cuts off a client that does not read, instead of keeping everything for it', async () => {
    const { promise, resolve } = Promise.withResolvers<ServerResponse>();
    const server = createServer((_request, response) => resolve(response)).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = request({ port, host: '127.0.0.1' }).end();
    client.on('error', () => undefined);
    client.on('response', (answer) => answer.pause());
    const response = await promise;
    const stream = new EventStream(response);

    for (let count = 0; count < 20_000 && !response.destroyed; count++) stream.send(String(count), event('x'.repeat(1000)));

    expect(response.destroyed).toBe(true);
  });
});

describe('EventHub', () => {
  it('keeps the events of a tenant from others', () => {
    const hub = new EventHub();
    const heard: string[] = [];
    hub.listen('one', undefined, (each) => heard.push(each.event.type));
    hub.publish('two', event('secret'));
    hub.publish('one', event('own'));
    hub.publish(undefined, { type: 'plugins.changed', data: { added: [], removed: [] } });
    expect(heard).toEqual(['connection.created', 'plugins.changed']);
  });

  it('remembers the last few events only', () => {
    const hub = new EventHub();
    let first = '';
    hub.listen('one', undefined, (each) => {
      first ||= hub.idOf(each);
    });
    for (let count = 0; count < 1000; count++) hub.publish('one', event(String(count)));
    const missed: string[] = [];
    hub.listen('one', first, ({ number }) => missed.push(String(number)));
    expect(missed).toHaveLength(256);
    expect(missed.at(-1)).toBe('1000');
  });
});
