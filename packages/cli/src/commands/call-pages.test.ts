import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DemoHost, startDemoHost } from '../demo-host.test-kit.ts';
import { ended, launchMortise, mortise, schemaProblems } from '../mortise.test-kit.ts';

describe('mortise call, page by page', { timeout: 30_000 }, () => {
  let demo: DemoHost;
  const call = (parameters: readonly string[]) => mortise(['call', ...parameters], { cwd: demo.project });

  beforeAll(async () => {
    demo = await startDemoHost();
    expect((await demo.connect('demo')).exitCode).toBe(0);
  }, 60_000);
  afterEach(() => demo.shop.clearFaults());
  afterAll(() => demo[Symbol.asyncDispose](), 60_000);

  it('prints one page, and how to get the next', async () => {
    const first = await call(['demo-shop.list-orders', '--connection', 'demo', '--input', '{"limit":2}']);
    const [, cursor = ''] = /add --cursor '(.+)' for the next page, or --all for every page\n$/.exec(first.stderr) ?? [];
    const second = await call(['demo-shop.list-orders', '--connection', 'demo', '--input', '{"limit":2}', '--cursor', cursor]);
    expect(JSON.parse(second.stdout)).toMatchObject([{ id: 'ord_0003' }, { id: 'ord_0004' }]);
  });

  it('streams every page, an item a line', async () => {
    const { stdout, stderr, exitCode } = await call([
      'demo-shop.list-orders',
      '--connection',
      'demo',
      '--all',
      '--input',
      '{"limit":100}',
    ]);
    const items = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(items).toHaveLength(240);
    expect(items[0]).toMatchObject({ id: 'ord_0001' });
    expect(stderr).toBe('page 1  100 items\npage 2  200 items\npage 3  240 items\nnext  mortise list --actions\n');
    expect(exitCode).toBe(0);
  });

  it('streams JSON lines that end with a result', async () => {
    const { stdout } = await call([
      'demo-shop.list-orders',
      '--connection',
      'demo',
      '--all',
      '--input',
      '{"limit":100}',
      '--json',
    ]);
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => schemaProblems('call-all', line))).toEqual([undefined, undefined, undefined, undefined]);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ v: 1, type: 'result', ok: true, data: { pages: 3, items: 240 } });
  });

  it('counts a single item as one', async () => {
    const parameters = ['call', 'demo-shop.list-orders', '--connection', 'demo', '--all', '--input', '{"limit":1}'];
    const child = launchMortise(parameters, { cwd: demo.project });
    child.stdout?.once('data', () => demo.shop.fail({ path: '/api/orders', status: 400 }));
    const { stderr } = await ended(child);
    expect(stderr).toMatch(/^page 1 {2}1 item\n/);
  });

  it('ends a stream with an error line, and keeps the pages before it', async () => {
    const parameters = ['call', 'demo-shop.list-orders', '--connection', 'demo', '--all', '--input', '{"limit":1}', '--json'];
    const child = launchMortise(parameters, { cwd: demo.project });
    child.stdout?.once('data', () => demo.shop.fail({ path: '/api/orders', status: 400 }));
    const { stdout, exitCode } = await ended(child);
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({ type: 'page', data: { items: [{ id: 'ord_0001' }] } });
    const last = stdout.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ type: 'result', ok: false, error: { code: 'api_rejected' } });
    expect(schemaProblems('call-all', last)).toBeUndefined();
    expect(exitCode).toBe(1);
  });
});
