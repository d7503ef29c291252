/**
 * Direct integration beside the same feature behind a REST API with a connector: what 1,000 messages cost between host and
 * service, and how much code each way takes. Needs a build.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startHost } from '@mortise/host';
import { describePlugin } from '@mortise/sdk/manifest';
import restPlugin from './direct/rest-plugin.ts';

const messages = Number(process.argv[2] ?? 1000);
const warmUp = 200;
const folder = mkdtempSync(join(tmpdir(), 'mortise-bench-'));
const here = (name: string) => fileURLToPath(new URL(`./direct/${name}`, import.meta.url));
const children: ChildProcess[] = [];

const host = await startHost({
  environment: {},
  port: 0,
  projectDirectory: writeProject(),
  dataDirectory: join(folder, 'data'),
  development: true,
  egressAllow: ['127.0.0.1'],
  logLevel: 'error',
});
try {
  const link = await countingProxy(Number(new URL(host.servicesUrl).port));
  const restPort = await freePort();
  const api = await countingProxy(restPort);
  run('direct-service.ts', { MORTISE_BROKER_URL: `tcp://127.0.0.1:${link.port}` });
  run('rest-service.ts', { PORT: String(restPort), API_KEY: 'key-of-the-benchmark' });
  await until(() => isListed('direct.price-order'));
  await until(() => canConnect(restPort));
  const values = { url: `http://127.0.0.1:${api.port}`, apiKey: 'key-of-the-benchmark' };
  await ask('POST', '/api/connections', { application: 'rest', name: 'main', values, test: false });

  console.log('| | Direct | REST API and connector |\n| --- | --- | --- |');
  const direct = await measure('direct.price-order', {}, link);
  const rest = await measure('rest.price-order', { connection: 'main' }, api);
  const row = (title: string, read: (each: typeof direct) => string | number) =>
    console.log(`| ${title} | ${read(direct)} | ${read(rest)} |`);
  row('HTTP requests to the service', ({ httpRequests }) => httpRequests);
  row('Bytes between host and service, per message', ({ bytes }) => Math.round(bytes / messages));
  row('p50 of a call through the API of the host', ({ p50 }) => `${p50.toFixed(2)} ms`);
  row('p95', ({ p95 }) => `${p95.toFixed(2)} ms`);
  row('Messages per second, 16 at a time', ({ perSecond }) => Math.round(perSecond));
  console.log(
    `| Lines of code beside the feature itself | ${lines('direct-service.ts')} | ${lines('rest-service.ts') + lines('rest-plugin.ts')} |`,
  );
} finally {
  for (const child of children) child.kill('SIGKILL');
  await host.close(1000);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

async function measure(action: string, rest: object, proxy: Awaited<ReturnType<typeof countingProxy>>) {
  const call = (id: number) => {
    const items = Array.from({ length: 5 }, (_, index) => ({ sku: `sku-${index}`, pieces: index + 1, price: 9.5 }));
    return ask('POST', `/api/actions/${action}/call`, { ...rest, input: { id: `order-${id}`, items } });
  };
  for (let id = 0; id < warmUp; id++) await call(id);
  const before = proxy.read();
  const times: number[] = [];
  for (let id = 0; id < messages; id++) {
    const startedAt = performance.now();
    await call(id);
    times.push(performance.now() - startedAt);
  }
  const after = proxy.read();
  const startedAt = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < messages) await call(next++);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  const perSecond = (messages / (performance.now() - startedAt)) * 1000;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return {
    bytes: after.bytes - before.bytes,
    httpRequests: after.httpRequests - before.httpRequests,
    p50: at(0.5),
    p95: at(0.95),
    perSecond,
  };
}

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(host.url + path, {
    method,
    headers: { authorization: `Bearer ${host.adminToken}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function run(script: string, environment: Readonly<Record<string, string>>): void {
  const env = { ...process.env, NODE_ENV: 'production', ...environment };
  children.push(spawn(process.execPath, [here(script)], { cwd: folder, env, stdio: ['ignore', 'ignore', 'ignore'] }));
}

/** What lies between host and service, counted byte by byte; a line that ends in HTTP/1.1 begins a request. */
async function countingProxy(target: number) {
  let bytes = 0;
  let httpRequests = 0;
  const server = createServer((socket) => {
    const upstream = connect(target, '127.0.0.1');
    socket.on('data', (data) => {
      bytes += data.length;
      httpRequests += data.toString('latin1').split(' HTTP/1.1\r\n').length - 1;
    });
    upstream.on('data', (data) => {
      bytes += data.length;
    });
    socket.pipe(upstream).pipe(socket);
    for (const each of [socket, upstream]) each.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server.address()), read: () => ({ bytes, httpRequests }) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new TypeError('It does not listen on a port.');
  return address.port;
}

async function isListed(action: string): Promise<boolean> {
  return ask('GET', `/api/actions/${action}`).then(
    () => true,
    () => false,
  );
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error('It did not start within 20 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Lines that are neither empty nor comments. */
function lines(name: string): number {
  const source = readFileSync(here(name), 'utf8');
  return source.split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\*|\*|\/\/)/.test(line)).length;
}

/** A project with the plugin of the REST API, as a package manager would leave it. */
function writeProject(): string {
  const directory = join(folder, 'project');
  const plugin = join(directory, 'node_modules/plugin-rest');
  mkdirSync(join(plugin, 'dist'), { recursive: true });
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ dependencies: { 'plugin-rest': '1.0.0' } }));
  const packageJson = { name: 'plugin-rest', version: '1.0.0', type: 'module', exports: './dist/index.js' };
  writeFileSync(join(plugin, 'package.json'), JSON.stringify({ ...packageJson, mortise: { manifest: './dist/manifest.json' } }));
  writeFileSync(join(plugin, 'dist/manifest.json'), JSON.stringify(describePlugin(restPlugin, { sdk: '^1.0.0' })));
  writeFileSync(
    join(plugin, 'dist/index.js'),
    `export { default } from ${JSON.stringify(pathToFileURL(here('rest-plugin.ts')).href)};\n`,
  );
  return directory;
}
