import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const example = join(import.meta.dirname, 'first-run');
const modules = join(import.meta.dirname, '../node_modules/.bin');
const patience = { timeout: 60_000 };

/** What a newcomer does with `npm start`: reads what it prints, and pastes its commands. */
describe('The first run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mortise-first-run-'));
  const started: ChildProcess[] = [];
  let environment: NodeJS.ProcessEnv;
  let shop: string;

  beforeAll(async () => {
    cpSync(example, folder, { recursive: true, filter: (path) => !/node_modules|\.mortise/.test(path) });
    symlinkSync(join(example, 'node_modules'), join(folder, 'node_modules'));
    const [hostPort, shopPort] = [await freePort(), await freePort()];
    shop = `http://127.0.0.1:${shopPort}`;
    environment = {
      ...process.env,
      NODE_OPTIONS: '',
      PATH: [modules, process.env['PATH']].join(delimiter),
      MORTISE_PORT: String(hostPort),
      DEMO_SHOP_PORT: String(shopPort),
    };
  });
  afterAll(async () => {
    for (const child of started) await stop(child);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Gives what it printed, once it has nothing more to say. */
  async function start() {
    const child = spawn(process.execPath, ['start.ts'], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    let printed = '';
    for await (const chunk of child.stdout ?? []) {
      printed += chunk;
      if (printed.includes('Stop       Ctrl-C')) return { child, printed };
    }
    throw new Error(`It ended early: ${printed}`);
  }

  /** Runs a printed command as a shell would, and gives what the command printed. */
  async function paste(printed: string, begin: string): Promise<string> {
    const line = printed.split('\n').find((each) => each.trim().startsWith(`npx ${begin}`));
    if (line === undefined) throw new Error(`No command begins with ${begin}: ${printed}`);
    const { stdout } = await run('sh', ['-c', line.trim().replace(/^npx /, '')], { cwd: folder, env: environment });
    return stdout;
  }

  it('runs a process of which one message fails, and its commands correct and replay it', async () => {
    const { child, printed } = await start();
    expect(printed).toMatch(/check-vat +demo-shop\.check-vat +85 +1\n/);
    expect(printed).toMatch(/create-invoice +demo-shop\.create-invoice +158\n/);

    await paste(printed, 'mortise failed edit');
    await paste(printed, 'mortise failed replay');

    await expect.poll(() => paste(printed, 'mortise runs show'), patience).toMatch(/completed[\s\S]*create-invoice +159 done/);
    await stop(child);
  });

  it('starts again with the same process, and the shop tells it of new orders', async () => {
    const { child, printed } = await start();
    expect(printed).toContain('version 1 ran');
    expect(printed).toMatch(/create-invoice +demo-shop\.create-invoice +158\n/);

    await paste(printed, 'mortise call demo-shop.create-order');

    await expect.poll(() => paste(printed, 'mortise runs list'), patience).toMatch(/completed +invoices +v1 .* webhook/);
    await stop(child);
    await expect(fetch(shop)).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${environment['MORTISE_PORT']}/health/live`)).rejects.toThrow();
  });
});

/** As Ctrl-C does. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No port was free.');
  return address.port;
}
