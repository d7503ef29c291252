import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoHost, startDemoHost } from '../demo-host.test-kit.ts';
import { mortise, schemaProblems } from '../mortise.test-kit.ts';

/** One host for all of them: each test has a process of its own. */
let demo: DemoHost;
beforeAll(async () => {
  demo = await startDemoHost();
  await demo.connect('demo');
}, 60_000);
afterAll(() => demo[Symbol.asyncDispose]());

const run = (...parameters: readonly string[]) => mortise(['process', ...parameters], { cwd: demo.project });

async function data(schema: string, ...parameters: readonly string[]) {
  const { stdout, exitCode } = await run(...parameters, '--json');
  expect(schemaProblems(`process-${schema}`, stdout)).toBeUndefined();
  return { exitCode, ...JSON.parse(stdout).data };
}

const getOrder = (orderId: string) => ({
  title: 'Get one order',
  steps: {
    begin: { kind: 'start' },
    fetch: { kind: 'action', action: 'demo-shop.get-order', connection: 'demo', input: { orderId } },
  },
  edges: [{ from: 'begin', to: 'fetch' }],
});

async function write(name: string, document: object): Promise<string> {
  const file = join(demo.project, `${name}.process.json`);
  await writeFile(file, JSON.stringify(document));
  return file;
}

describe('mortise process', { timeout: 120_000 }, () => {
  it('pushes a file, publishes it, and runs it to its end', async () => {
    const file = await write('get-order', getOrder('ord_0001'));
    expect(await data('push', 'push', file)).toMatchObject({ exitCode: 0, items: [{ name: 'get-order', status: 'made' }] });
    expect(await data('push', 'push', file, '--publish')).toMatchObject({
      items: [{ status: 'unchanged', version: 1, problems: [] }],
    });

    const { stdout, stderr, exitCode } = await run('run', 'get-order', '--wait');
    expect(stdout).toMatch(/^Run \w+ of get-order: completed after .*\.\n$/);
    expect(stderr).toMatch(/^next {2}mortise runs show \w+\n$/);
    expect(exitCode).toBe(0);
    expect((await run('list')).stdout).toMatch(/get-order +Get one order +v1 +active/);
    await data('list', 'list');
  });

  it('ends with 1 where a run that is waited for does not end well', async () => {
    await run('push', await write('get-nothing', getOrder('no-such-order')), '--publish');
    const { exitCode, run: ended } = await data('run', 'run', 'get-nothing', '--wait', '--timeout', '30s');
    expect([exitCode, ended.state]).toEqual([1, 'failed']);
  });

  it('shows what a push would change, and pulls what is there', async () => {
    const document = getOrder('ord_0002');
    const file = await write('changing', document);
    expect(await data('diff', 'diff', file)).toMatchObject({ exitCode: 7, items: [{ status: 'missing' }] });
    await run('push', file);
    expect(await data('diff', 'diff', file)).toMatchObject({ exitCode: 0, items: [{ status: 'same' }] });

    await write('changing', { ...document, title: 'Get another order' });
    const { stdout, exitCode } = await run('diff', file);
    expect(stdout).toBe('changing\n  title\n  - "Get one order"\n  + "Get another order"\n');
    expect(exitCode).toBe(7);

    expect(await data('pull', 'pull', 'changing')).toMatchObject({
      items: [{ file: 'processes/changing.process.json', status: 'written' }],
    });
    const pulled = await readFile(join(demo.project, 'processes/changing.process.json'), 'utf8');
    expect(JSON.parse(pulled)).toEqual(document);
    expect(await data('pull', 'pull', 'changing')).toMatchObject({ items: [{ status: 'unchanged' }] });
  });

  it('checks a file and a process, and publishes none that is wrong', async () => {
    const file = await write('wrong', { ...getOrder('1'), edges: [] });
    const checked = await run('check', file);
    expect(checked.stdout).toMatch(/✗ error +fetch +No way leads here/);
    expect(checked.exitCode).toBe(7);
    const pushed = await data('push', 'push', file, '--publish');
    expect(pushed).toMatchObject({ exitCode: 7, items: [{ status: 'made', problems: [{ code: 'step_unreachable' }, {}] }] });
    expect(await data('check', 'check', 'wrong')).toMatchObject({ exitCode: 7, ok: false });
    expect(await data('publish', 'publish', 'wrong')).toMatchObject({ exitCode: 7 });
    expect((await run('run', 'wrong')).stderr).toContain('has no published version');

    await run('push', await write('wrong', getOrder('ord_0001')));
    expect(await data('publish', 'publish', 'wrong')).toMatchObject({ exitCode: 0, version: 1, isNew: true });
  });

  it('pushes the other files where one cannot be read or is not taken, and says which', async () => {
    const bad = await write('bad', { title: 'Bad', steps: { start: { kind: 'nothing' } }, edges: [] });
    const good = await write('good', getOrder('ord_0001'));
    const broken = join(demo.project, 'broken.process.json');
    await writeFile(broken, '{ "title":');
    const pushed = await data('push', 'push', bad, broken, good, '--publish');
    expect(pushed).toMatchObject({
      exitCode: 7,
      items: [
        { name: 'bad', status: 'refused', error: { code: 'invalid_parameters', detail: expect.stringContaining('kind') } },
        { name: 'broken', status: 'refused', error: { code: 'usage', detail: expect.stringContaining('is not JSON') } },
        { name: 'good', status: 'made', version: 1 },
      ],
    });
    expect((await run('push', bad, good)).stdout).toMatch(/^refused {4}bad {2}.*kind.*\nunchanged {2}good\n$/);
    // A process on its own ends as its problem says.
    expect((await run('push', bad)).exitCode).toBe(2);
  });

  it('pauses, resumes and deletes a process', async () => {
    await run('push', await write('short-lived', getOrder('ord_0001')), '--publish');
    expect(await data('pause', 'pause', 'short-lived')).toMatchObject({ process: { state: 'paused' } });
    expect((await run('run', 'short-lived')).exitCode).toBe(1);
    expect(await data('resume', 'resume', 'short-lived')).toMatchObject({ process: { state: 'active' } });

    const unsure = await run('delete', 'short-lived');
    expect([unsure.exitCode, unsure.stderr]).toEqual([2, expect.stringContaining('mortise process delete short-lived --yes')]);
    await data('delete', 'delete', 'short-lived', '--yes');
    const gone = await run('check', 'short-livd');
    expect(gone.exitCode).toBe(4);
  });

  it('imports a process of Orchesty, and tells what is left to do', async () => {
    const node = { shape: 'square', action: { app: 'demo-shop', name: 'demo-shop-get-order-connector', type: 'connector' } };
    const nodes = [
      { id: '1', shape: 'circle', label: 'Event', name: 'start' },
      { id: '2', ...node },
      { id: '3', shape: 'square', action: { app: 'erp', name: 'erp-create', type: 'connector' } },
    ];
    const connections = [
      { from: '1', to: '2' },
      { from: '2', to: '3' },
    ];
    const file = join(demo.project, 'My Orders.tplg.json');
    await writeFile(file, JSON.stringify({ nodes, connections }));

    const tried = await run('import', file, '--dry-run');
    expect(tried.stdout).toMatch(/demo-shop-get-order-connector .*✓ mapped .*\n.*erp-create .*! needs a plugin/);
    expect(tried.exitCode).toBe(3);
    const imported = await data('import', 'import', file);
    expect(imported).toMatchObject({ exitCode: 3, process: { name: 'my-orders' } });
    expect(await data('check', 'check', 'my-orders')).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code: 'action_unknown', step: 'erp-create' })]),
    });
    await writeFile(file, 'something else');
    expect((await run('import', file, '--name', 'other')).exitCode).toBe(2);
  });

  it.each([
    [['push', 'order.json'], 'has to end with .process.json'],
    [['push', 'none.process.json'], 'cannot be read'],
    [['diff', '--folder', 'nowhere'], 'no .process.json file in nowhere'],
    [['run', 'x', '--process-version', 'first'], 'number of a version'],
  ])('says what is wrong with %j', async (parameters, words) => {
    const { stderr, exitCode } = await run(...parameters);
    expect([stderr, exitCode]).toEqual([expect.stringContaining(words), 2]);
  });
});
