import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CustomAction } from '@mortise/sdk';
import { ServiceHandshake } from '@mortise/service/link';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { testHost } from '../host.test-kit.ts';
import { approve, servicesOf, startService } from './service.test-kit.ts';

/** A connection that knows the framing and nothing else; `received` is all that came back. */
async function rawConnection(address: string) {
  const { hostname, port } = new URL(address);
  const socket: Socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.setEncoding('utf8').on('data', (text) => {
    received += text;
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  const send = (message: unknown) => {
    const text = JSON.stringify(message);
    socket.write(`${text.length}#${text}`);
  };
  const isCut = () => expect.poll(() => socket.destroyed, { timeout: 5000 }).toBe(true);
  return { socket, send, isCut, received: () => received };
}

const greeting = { version: { major: 1, minor: 0 }, session: 'session-of-a-test', nonce: 'nonce-of-a-test-16', ephemeral: '' };

/** A proxy would see this much: the packets of a service, as they pass. */
async function recordingProxy(address: string) {
  const { createServer } = await import('node:net');
  const target = new URL(address);
  const recorded: Buffer[] = [];
  const server = createServer((socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    socket.on('data', (data) => recorded.push(data));
    socket.pipe(upstream).pipe(socket);
    for (const each of [socket, upstream]) each.on('error', () => undefined);
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new TypeError('The proxy does not listen on a port.');
  return { url: `tcp://127.0.0.1:${listening.port}`, recorded };
}

describe('The TCP port for services', () => {
  it.each([
    ['a frame that does not end', (socket: Socket) => socket.write(`9999999999#${'x'.repeat(3_000_000)}`)],
    ['a length that is no number', (socket: Socket) => socket.write('length#{}')],
    ['what is no JSON', (socket: Socket) => socket.write('3#{{{')],
    [
      'a packet of a session that is not its own',
      (socket: Socket) => {
        const text = JSON.stringify({ pattern: 'mortise.packet', data: { session: 'unknown', number: 0, sealed: 'AAAA' } });
        socket.write(`${text.length}#${text}`);
      },
    ],
  ])('cuts a connection that sends %s, and no other', async (_what, misbehave) => {
    const host = await testHost({ development: true });
    const { until } = await startService(host.servicesUrl);
    await until('online');
    const offender = await rawConnection(host.servicesUrl);

    misbehave(offender.socket);

    await offender.isCut();
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
    expect(await servicesOf(host)).toMatchObject([{ instances: 1 }]);
  });

  it('stands ten thousand small frames in one piece', async () => {
    const host = await testHost({ development: true });
    const flood = await rawConnection(host.servicesUrl);
    flood.socket.write('2#{}'.repeat(10_000));
    const { until } = await startService(host.servicesUrl);
    await until('online');
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
  });

  it('tells a stranger nothing but its key, and no action', async () => {
    const host = await testHost({ development: true });
    const { until } = await startService(host.servicesUrl);
    await until('online');
    const stranger = await rawConnection(host.servicesUrl);
    for (const pattern of ['shop.reserve-stock', 'mortise.call', '__proto__', 'constructor', { cmd: 'call' }]) {
      stranger.send({ pattern, id: '1', data: { type: 'call', id: 1, action: 'reserve-stock', input: { sku: 'A' } } });
    }
    stranger.send({ pattern: 'mortise.open', id: '2', data: greeting });
    await sleep(200);
    expect(stranger.received()).not.toContain('reserve');
    expect(await servicesOf(host)).toMatchObject([{ instances: 1 }]);
  });

  it('lets nobody in who shows what was recorded of a service', async () => {
    const host = await testHost();
    const proxy = await recordingProxy(host.servicesUrl);
    const shop = await startService(proxy.url);
    const id = await approve(host, shop);
    expect(await host.call('shop.reserve-stock', { input: { sku: 'secret-sku' } })).toMatchObject({ status: 200 });
    const recorded = Buffer.concat(proxy.recorded);
    expect(recorded.toString('latin1')).not.toContain('reserve-stock');
    await shop.service.stop();
    await expect.poll(() => servicesOf(host)).toMatchObject([{ id, status: 'offline' }]);

    const thief = await rawConnection(host.servicesUrl);
    thief.socket.write(recorded);
    await thief.isCut();
    expect(await servicesOf(host)).toMatchObject([{ status: 'offline', instances: 0 }]);
  });

  it('refuses a key that nobody approved, though its service has the same name', async () => {
    const host = await testHost();
    const shop = await startService(host.servicesUrl);
    await approve(host, shop);
    const imposter = await startService(host.servicesUrl);
    await imposter.until('pending');
    await shop.service.stop();
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' }, timeoutMs: 500 })).toMatchObject({
      status: 504,
    });
    expect(imposter.service.state.state).toBe('pending');
  });

  it('is not spoken with by a service that another host has approved', async () => {
    const [first, second] = [await testHost(), await testHost({ development: true })];
    const shop = await startService(first.servicesUrl);
    await approve(first, shop);
    await shop.service.stop();
    const moved = await startService(second.servicesUrl, { keyFile: shop.keyFile });
    await expect.poll(() => moved.service.state).toMatchObject({ reason: expect.stringContaining('another host') });
    expect(await servicesOf(second)).toEqual([]);
  });

  it('does not let a service in by itself where it is no machine of a developer', async () => {
    const host = await testHost();
    const { until } = await startService(host.servicesUrl);
    await until('pending');
    expect((await host.ask('GET', '/api/actions')).body).toEqual([]);
  });
});

describe('A service that is let in', () => {
  it('reads no file but those of the tenant that calls it', async () => {
    class ReadFile extends CustomAction {
      readonly name = 'read-file';
      readonly title = 'Read a file';
      readonly input = z.object({ id: z.string() });
      readonly output = z.object({ size: z.int() });

      async execute({ id }: { readonly id: string }, context: Parameters<CustomAction['execute']>[1]) {
        const file = { id, name: 'x', contentType: 'text/plain', size: 1, sha256: '0'.repeat(64) };
        return { size: (await context.readFile(file)).length };
      }
    }
    const host = await testHost({ development: true });
    const { until } = await startService(host.servicesUrl, { actions: [ReadFile] });
    await until('online');
    expect(await host.call('shop.read-file', { input: { id: 'f'.repeat(32) } })).toMatchObject({
      body: { code: 'file_not_found' },
    });
  });
});

describe('A flood of strangers', () => {
  it('does not keep an approved service out', { timeout: 20_000 }, async () => {
    const host = await testHost({ development: true });
    for (let number = 0; number < 150; number++) {
      const stranger = await rawConnection(host.servicesUrl);
      const { greeting: hello } = new ServiceHandshake();
      stranger.send({ pattern: 'mortise.open', id: `${number}`, data: hello });
    }
    const { until } = await startService(host.servicesUrl);
    await until('online');
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
  });
});
