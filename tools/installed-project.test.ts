import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publishable } from './packages.ts';
import { packAll } from './packed.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

interface Plugin {
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
}

/** A user's project outside the repository: the packed packages installed by pnpm, and a host that keeps running while plugins come and go. */
describe('A project that has installed the packages', () => {
  const packed = temporaryFolder();
  const project = temporaryFolder();
  let host: ChildProcess;
  let url: string;
  let token: string;
  let hostPid: number | undefined;

  beforeAll(async () => {
    const tarballs = new Map(
      (await packAll(publishable, packed)).map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
    );
    const wanted = ['@mortise/cli', '@mortise/sdk', '@mortise/plugin-demo-shop'];
    const dependencies = Object.fromEntries([...tarballs].filter(([name]) => wanted.includes(name)));
    await writeFile(
      join(project, 'package.json'),
      JSON.stringify({ name: 'project', private: true, type: 'module', dependencies }),
    );
    await writeFile(join(project, 'pnpm-workspace.yaml'), workspaceFile(tarballs));
    await pnpm('install', '--prefer-offline');

    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    host = spawn(join(project, 'node_modules/.bin/mortise'), ['start'], {
      cwd: project,
      stdio: 'ignore',
      env: { ...process.env, MORTISE_PORT: String(port), MORTISE_DATA_DIR: join(project, '.mortise') },
    });
    hostPid = host.pid;
    await vi.waitFor(async () => expect(await ready(url)).toBe(true), { timeout: 60_000 });
    token = (await readFile(join(project, '.mortise/admin.token'), 'utf8')).trim();
  });

  afterAll(async () => {
    const exited = once(host, 'exit');
    host.kill('SIGTERM');
    await exited;
  });

  it('lists its plugin', async () => {
    expect(await plugins()).toMatchObject([{ name: '@mortise/plugin-demo-shop', status: 'ready' }]);
    expect(await mortise('list')).toContain('@mortise/plugin-demo-shop');
  });

  it('answers the actions of a plugin soon after pnpm add, and after an upgrade, without a restart', async () => {
    await pnpm('add', await packPlugin('acme', { version: '1.0.0' }));
    expect(await answerOf('acme.echo')).toMatchObject({ output: { from: '1.0.0' } });

    await pnpm('add', await packPlugin('acme', { version: '1.1.0' }));
    await expect
      .poll(async () => (await call('acme.echo')).body, { timeout: 30_000 })
      .toMatchObject({ output: { from: '1.1.0' } });
    expect(host.pid).toBe(hostPid);
    expect(host.exitCode).toBeNull();
  });

  it('answers 404 with a clear error once the plugin is removed', async () => {
    await pnpm('remove', 'plugin-acme');

    await expect.poll(async () => (await call('acme.echo')).status, { timeout: 30_000 }).toBe(404);
    expect((await call('acme.echo')).body).toMatchObject({
      code: 'action_not_found',
      detail: expect.stringContaining('"acme.echo"'),
    });
  });

  it.each([
    ['throws on load', 'throwing', { onLoad: "throw new Error('no licence');" }, 'no licence'],
    ['has a broken manifest', 'broken', { manifest: '{"manifestVersion":' }, 'not valid JSON'],
    ['needs another SDK', 'future', { sdk: '^9.0.0' }, '@mortise/sdk ^9.0.0'],
  ])('lists a plugin that %s with its reason, and the rest works', async (_what, name, facts, reason) => {
    await pnpm('add', await packPlugin(name, facts));
    await pnpm('add', await packPlugin('acme', { version: '1.0.0' }));

    await expect
      .poll(plugins, { timeout: 30_000 })
      .toContainEqual(
        expect.objectContaining({ name: `plugin-${name}`, status: 'failed', reason: expect.stringContaining(reason) }),
      );
    expect(await answerOf('acme.echo')).toMatchObject({ outcome: 'success' });
  });

  async function pnpm(...parameters: string[]): Promise<void> {
    await run('pnpm', parameters, { cwd: project, env: { ...process.env, CI: 'true' } });
  }

  async function mortise(...parameters: string[]): Promise<string> {
    const { stdout } = await run(join(project, 'node_modules/.bin/mortise'), [...parameters, '--host', url], { cwd: project });
    return stdout;
  }

  async function request(path: string, body?: object): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${url}/api${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  }

  async function plugins(): Promise<Plugin[]> {
    return (await request('/plugins')).body as Plugin[];
  }

  function call(action: string) {
    return request(`/actions/${action}/call`, { input: {} });
  }

  async function answerOf(action: string): Promise<unknown> {
    await expect.poll(async () => (await call(action)).status, { timeout: 30_000, interval: 50 }).toBe(200);
    return (await call(action)).body;
  }

  /** A plugin as its author would publish it, in plain JavaScript. */
  async function packPlugin(
    application: string,
    {
      version = '1.0.0',
      sdk = '^1.0.0',
      onLoad = '',
      manifest,
    }: { version?: string; sdk?: string; onLoad?: string; manifest?: string },
  ): Promise<string> {
    const folder = join(packed, `plugin-${application}-${version}`);
    const empty = { type: 'object', properties: {}, required: [] };
    const facts = {
      title: 'Acme',
      description: 'A fixture.',
      categories: [],
      authentication: 'none',
      hosts: [],
      settings: empty,
      credentials: empty,
    };
    const actions = [{ name: 'echo', kind: 'connector', title: 'Echo', input: {}, output: {} }];
    await mkdir(join(folder, 'dist'), { recursive: true });
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({
        name: `plugin-${application}`,
        version,
        type: 'module',
        keywords: ['mortise-plugin'],
        exports: './dist/index.js',
        mortise: { manifest: './dist/manifest.json' },
        peerDependencies: { '@mortise/sdk': '*' },
      }),
    );
    await writeFile(
      join(folder, 'dist/manifest.json'),
      manifest ?? JSON.stringify({ manifestVersion: 1, sdk, application: { name: application, ...facts }, actions }),
    );
    await writeFile(
      join(folder, 'dist/index.js'),
      `import { Application, Connector, definePlugin } from '@mortise/sdk';
import { z } from 'zod';
${onLoad}
class Acme extends Application {
  name = '${application}'; title = 'Acme'; description = 'A fixture.';
  baseUrl() { return 'https://acme.example'; }
}
class Echo extends Connector {
  name = 'echo'; title = 'Echo'; input = z.any(); output = z.any();
  execute(input) { return { from: '${version}' }; }
}
export default definePlugin({ application: Acme, connectors: [Echo] });
`,
    );
    const tarball = `${folder}.tgz`;
    await run('pnpm', ['pack', '--out', tarball], { cwd: folder });
    return tarball;
  }
});

/** Our packages come from their tarballs wherever they are named; the rest is what a folder that plugins are added to needs. */
function workspaceFile(tarballs: ReadonlyMap<string, string>): string {
  const overrides = [...tarballs].map(([name, tarball]) => `  '${name}': '${tarball}'`);
  return ['overrides:', ...overrides, 'minimumReleaseAge: 0', 'strictDepBuilds: false', ''].join('\n');
}

async function ready(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch (error) {
    // Nobody listens yet.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  await sleep(0);
  if (typeof address !== 'object' || !address) throw new TypeError('A TCP server has an address.');
  return address.port;
}
