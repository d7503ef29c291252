import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Runtime } from '@mortise/runtime';
import { expect, onTestFinished } from 'vitest';
import { type TestHost, testHost } from '../host.test-kit.ts';
import { servicesOf, temporaryFolder } from './service.test-kit.ts';

const program = join(import.meta.dirname, 'instance.fixture.ts');

/** The brokers on this machine; another place can be given for those of a pipeline. */
export const brokers = {
  nats: process.env['MORTISE_TEST_NATS_URL'] ?? 'nats://127.0.0.1:4222',
  rabbitmq: process.env['MORTISE_TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672',
  redis: process.env['MORTISE_TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379',
} as const;

/** Each way to reach a service, with what a host has to know of it; a space of its own keeps tests apart on one broker. */
export const transports: readonly { readonly transport: string; readonly brokerUrl: () => string | undefined }[] = [
  { transport: 'TCP', brokerUrl: () => undefined },
  { transport: 'NATS', brokerUrl: () => inSpace(brokers.nats) },
  { transport: 'RabbitMQ', brokerUrl: () => inSpace(brokers.rabbitmq) },
  { transport: 'Redis', brokerUrl: () => inSpace(brokers.redis) },
];

export function inSpace(address: string): string {
  const url = new URL(address);
  url.searchParams.set('space', `test-${randomBytes(6).toString('hex')}`);
  return url.href;
}

/** A host with `count` instances of the counting service, approved and online. */
export async function hostWithInstances(
  brokerUrl: string | undefined,
  count: number,
  { concurrency = 16, serviceUrl = '' } = {},
) {
  const host = await testHost({ brokerUrl, development: brokerUrl === undefined });
  const folder = await temporaryFolder();
  const effects = join(folder, 'effects');
  writeFileSync(effects, '');
  const facts = { url: serviceUrl || host.servicesUrl, keyFile: join(folder, 'key.json'), effects, concurrency };
  // The first makes the key that all share.
  const instances = [await startInstance(facts)];
  await approveAll(host);
  while (instances.length < count) instances.push(await startInstance(facts));
  await expect.poll(async () => (await servicesOf(host))[0]?.instances, { timeout: 10_000 }).toBe(count);
  const runtime = host.app.get(Runtime, { strict: false });
  const call = (action: string, input: object, rest: { timeoutMs?: number; maxAttempts?: number; signal?: AbortSignal } = {}) =>
    runtime.call({ action: `counter.${action}`, input, tenant: 'default', ...rest });
  const done = () => readFileSync(effects, 'utf8').split('\n').filter(Boolean);
  return { ...host, instances, call, done, startInstance: () => startInstance(facts) };
}

async function startInstance(facts: object): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--conditions=@mortise/source', '--no-warnings', program, JSON.stringify(facts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const isSettled = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The instance ended with ${code} before it was there.`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (/pending|online/.test(text)) resolve();
    });
  });
  await isSettled;
  return child;
}

async function approveAll(host: TestHost): Promise<void> {
  for (const { id, code, status } of await servicesOf(host)) {
    if (status === 'pending')
      expect((await host.ask('POST', `/api/services/${id}/approve`, { body: { code } })).status).toBe(200);
  }
}

/** A proxy before a broker, which a test can cut as a restart of the broker would. */
export async function cuttableProxy(address: string) {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((socket) => {
    if (!isOpen) {
      socket.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const each of [socket, upstream]) {
      sockets.add(each);
      each.on('error', () => undefined).on('close', () => sockets.delete(each));
    }
    socket.pipe(upstream).pipe(socket);
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isOpen = false;
    for (const socket of [...sockets]) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new TypeError('The proxy does not listen on a port.');
  const url = new URL(address);
  url.port = String(listening.port);
  return {
    url: url.href,
    cut,
    open: () => {
      isOpen = true;
    },
  };
}
