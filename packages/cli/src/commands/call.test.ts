import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DemoHost, startDemoHost } from '../demo-host.test-kit.ts';
import { ended, launchMortise, mortise, schemaProblems } from '../mortise.test-kit.ts';

describe('mortise call', { timeout: 30_000 }, () => {
  let demo: DemoHost;
  const call = (parameters: readonly string[], input = '') => mortise(['call', ...parameters], { cwd: demo.project, input });

  beforeAll(async () => {
    demo = await startDemoHost();
    expect((await demo.connect('demo')).exitCode).toBe(0);
  }, 60_000);
  afterEach(() => demo.shop.clearFaults());
  afterAll(() => demo[Symbol.asyncDispose](), 60_000);

  it('prints the output, and how it went beside it', async () => {
    const { stdout, stderr, exitCode } = await call([
      'demo-shop.get-order',
      '--connection',
      'demo',
      '--input',
      '{"orderId":"ord_0001"}',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'ord_0001' });
    expect(stdout).toMatch(/^\{\n {2}"id": "ord_0001",\n/);
    expect(stderr).toMatch(/^success {2}1 attempt, \d+ ms\nnext {2}mortise list --actions\n$/);
    expect(exitCode).toBe(0);
  });

  it('answers in JSON', async () => {
    const { stdout, stderr } = await call([
      'demo-shop.get-order',
      '--connection',
      'demo',
      '--input',
      '{"orderId":"ord_0001"}',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      v: 1,
      ok: true,
      data: { outcome: 'success', output: { id: 'ord_0001' }, attempts: 1 },
    });
    expect(schemaProblems('call', stdout)).toBeUndefined();
    expect(stderr).toBe('');
  });

  it('takes the input from a file and from stdin', async () => {
    await writeFile(join(demo.project, 'order.json'), '{"orderId":"ord_0002"}');
    const fromFile = await call(['demo-shop.get-order', '--connection', 'demo', '--input', '@order.json']);
    const fromStdin = await call(['demo-shop.get-order', '--connection', 'demo', '--input', '-'], '{"orderId":"ord_0002"}');
    expect(JSON.parse(fromFile.stdout)).toMatchObject({ id: 'ord_0002' });
    expect(fromStdin.stdout).toBe(fromFile.stdout);
  });

  it('suggests the action that was meant', async () => {
    expect(await call(['demo-shop.get-ordr'])).toEqual({
      stdout: '',
      stderr: `error  There is no such action
       There is no action "demo-shop.get-ordr".
       code action_not_found, exit 4
do     Did you mean demo-shop.get-order?  mortise call demo-shop.get-order
       See what there is                  mortise list --actions
`,
      exitCode: 4,
    });
  });

  it('names the connections there are, where one is needed or not found', async () => {
    const missing = await call(['demo-shop.get-order', '--input', '{"orderId":"ord_0001"}']);
    expect(missing.stderr).toContain(
      `do     Use demo            mortise call demo-shop.get-order --connection demo --input '{"orderId":"ord_0001"}'\n`,
    );
    expect(missing.exitCode).toBe(2);
    const unknown = await call(['demo-shop.get-order', '--connection', 'dmo']);
    expect(unknown.stderr).toContain('mortise call demo-shop.get-order --connection demo\n');
    expect(unknown.exitCode).toBe(4);
  });

  it('names the field of an input that does not fit', async () => {
    const { stdout, exitCode } = await call(['demo-shop.get-order', '--connection', 'demo', '--input', '{}', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', path: 'orderId', do: [{ command: 'mortise list --application demo-shop' }] },
    });
    expect(schemaProblems('call', stdout)).toBeUndefined();
    expect(exitCode).toBe(2);
  });

  it.each([
    ['{orderId:1}', 'What --input got is not JSON'],
    ['@nowhere.json', 'nowhere.json cannot be read (ENOENT)'],
  ])('refuses the input %s', async (input, reason) => {
    const { stderr, exitCode } = await call(['demo-shop.get-order', '--input', input]);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('doctor');
    expect(exitCode).toBe(2);
  });

  it('passes on what the service said', async () => {
    const { stderr, exitCode } = await call(['demo-shop.get-order', '--connection', 'demo', '--input', '{"orderId":"nope"}']);
    expect(stderr).toContain('answered 404: There is no order nope.');
    expect(stderr).toMatch(/do {5}Test the connection {2}mortise connections test demo\n$/);
    expect(exitCode).toBe(1);
  });

  it('waits as long as it is told to', async () => {
    demo.shop.fail({ path: '/api/orders', delay: 20_000 });
    const { stderr, exitCode } = await call(['demo-shop.list-orders', '--connection', 'demo', '--timeout', '300ms']);
    expect(stderr).toContain('code timeout, exit 1');
    expect(exitCode).toBe(1);
  });

  it('ends with 130 on Ctrl-C, and the host stops too', async () => {
    demo.shop.fail({ path: '/api/orders', delay: 20_000 });
    const before = demo.shop.requests.length;
    const child = launchMortise(['call', 'demo-shop.list-orders', '--connection', 'demo'], { cwd: demo.project });
    const end = ended(child);
    await expect.poll(() => demo.shop.requests.length, { timeout: 20_000 }).toBeGreaterThan(before);
    child.kill('SIGINT');
    const { stderr, exitCode } = await end;
    expect(stderr).toContain('Cancelled');
    expect(exitCode).toBe(130);
  });
});
