import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DemoHost, type Shop, startDemoHost } from '../demo-host.test-kit.ts';
import { mortise, type RunOptions, schemaProblems } from '../mortise.test-kit.ts';

describe('mortise connections', { timeout: 60_000 }, () => {
  let demo: DemoHost;
  let shop: Shop;
  const connections = (parameters: readonly string[], options: RunOptions = {}) =>
    mortise(['connections', ...parameters], { cwd: demo.project, ...options });
  const plain = () => ['--value', `url=${shop.url}`, '--value', `clientId=${shop.clientId}`];

  beforeAll(async () => {
    demo = await startDemoHost();
    shop = demo.shop;
  }, 60_000);
  afterEach(async () => {
    const { stdout } = await connections(['list', '--json']);
    const { data }: { data: { items: { id: string }[] } } = JSON.parse(stdout);
    for (const { id } of data.items) await connections(['remove', id, '--yes']);
  }, 30_000);
  afterAll(() => demo[Symbol.asyncDispose](), 60_000);

  it('adds one with a secret from stdin, and tests it', async () => {
    const added = await connections(['add', 'demo-shop', ...plain(), '--secret', 'clientSecret=-'], {
      input: `${shop.clientSecret}\n`,
    });
    expect(added).toEqual({
      stdout: '✓ works  demo-shop (demo-shop)\n',
      stderr: 'added  demo-shop (demo-shop)\nnext  mortise list --application demo-shop\n',
      exitCode: 0,
    });
  });

  it('takes a secret from the environment, and never prints it', async () => {
    const added = await connections(
      ['add', 'demo-shop', '--name', 'demo', ...plain(), '--value-env', 'clientSecret=SHOP_SECRET', '--json', '--verbose'],
      { env: { SHOP_SECRET: shop.clientSecret } },
    );
    expect(JSON.parse(added.stdout)).toMatchObject({
      ok: true,
      data: { connection: { name: 'demo', secrets: { clientSecret: { set: true } } }, test: { ok: true } },
    });
    expect(schemaProblems('connections-add', added.stdout)).toBeUndefined();
    expect(added.stdout + added.stderr).not.toContain(shop.clientSecret);
    const listed = await connections(['list', '--json']);
    expect(schemaProblems('connections-list', listed.stdout)).toBeUndefined();
    expect(listed.stdout).not.toContain(shop.clientSecret);
  });

  it('takes a limit for the account', async () => {
    const added = await connections(
      ['add', 'demo-shop', ...plain(), '--secret', 'clientSecret=-', '--limit', '100/10', '--no-test', '--json'],
      { input: `${shop.clientSecret}\n` },
    );
    expect(JSON.parse(added.stdout)).toMatchObject({
      data: { connection: { limits: { perConnection: { amount: 100, seconds: 10 } } } },
    });
    expect(schemaProblems('connections-add', added.stdout)).toBeUndefined();
    expect(await connections(['add', 'demo-shop', '--limit', 'fast'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('such as 100/10'),
    });
  });

  it('keeps one that does not work yet, and ends with 3', async () => {
    const added = await connections(['add', 'demo-shop', '--name', 'demo', ...plain(), '--secret', 'clientSecret=-'], {
      input: 'wrong\n',
    });
    expect(added.stdout).toBe('✗ does not work yet  demo (demo-shop)\n');
    expect(added.stderr).toMatch(/next {2}mortise connections set demo {3}\(with --value or --secret for what is wrong\)\n$/);
    expect(added.exitCode).toBe(3);
    const tested = await connections(['test', 'demo', '--json']);
    expect(JSON.parse(tested.stdout)).toMatchObject({
      ok: false,
      error: { code: 'sign_in_failed', do: [{ command: 'mortise connections set demo' }] },
    });
    expect(schemaProblems('connections-test', tested.stdout)).toBeUndefined();
    expect(tested.exitCode).toBe(5);
    const set = await connections(['set', 'demo', '--secret', 'clientSecret=-'], { input: `${shop.clientSecret}\n` });
    expect(set).toEqual({
      stdout: '✓ works  demo (demo-shop)\n',
      stderr: 'changed  demo (demo-shop)\nnext  mortise list --application demo-shop\n',
      exitCode: 0,
    });
  });

  it('changes what is given, and leaves the rest as it is', async () => {
    await demo.connect('demo');
    const set = await connections(['set', 'demo', '--name', 'shop', '--limit', '100/10', '--json']);
    expect(schemaProblems('connections-set', set.stdout)).toBeUndefined();
    expect(JSON.parse(set.stdout)).toMatchObject({
      data: {
        connection: {
          name: 'shop',
          values: { url: shop.url, clientId: shop.clientId },
          limits: { perConnection: { amount: 100, seconds: 10 } },
          secrets: { clientSecret: { set: true } },
          test: { ok: true },
        },
      },
    });
    expect((await connections(['test', 'shop'])).exitCode).toBe(0);
    const env = { OTHER: 'another-secret' };
    const untested = await connections(['set', 'shop', '--value-env', 'clientSecret=OTHER', '--no-test'], { env });
    expect(untested).toMatchObject({ stdout: '✓ changed, not tested  shop (demo-shop)\n', exitCode: 0 });
    expect((await connections(['test', 'shop'])).exitCode).toBe(5);
    const wrong = await connections(['set', 'shop', '--value', 'clientId=wrong']);
    expect(wrong).toMatchObject({ stdout: '✗ does not work yet  shop (demo-shop)\n', exitCode: 3 });
  });

  it('says what it needs to change one', async () => {
    await demo.connect('demo');
    await demo.connect('other');
    const [nothing, taken, elsewhere, absent] = await Promise.all([
      connections(['set', 'demo']),
      connections(['set', 'demo', '--name', 'other']),
      connections(['set', 'demo', '--value', 'url=http://127.0.0.1:9']),
      connections(['set', 'dem', '--name', 'x']),
    ]);
    expect(nothing.stderr).toContain('do     See what it takes  mortise connections set demo --help\n');
    expect(taken.stderr).toContain('do     Choose another name  mortise connections set demo --name <name>\n');
    expect(elsewhere.stderr).toContain('clientSecret has to be filled in again');
    expect(absent.stderr).toContain('mortise connections set demo\n');
    expect([nothing, taken, elsewhere, absent].map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 4]);
  });

  it('names the options that are missing where nobody can be asked', async () => {
    expect(await connections(['add', 'demo-shop', '--value', `url=${shop.url}`])).toEqual({
      stdout: '',
      stderr: `error  The command is not complete or not right
       Values are missing for clientId (Client id), clientSecret (Client secret).
       code usage, exit 2
do     Client id      --value clientId=…
       Client secret  --secret clientSecret=-
`,
      exitCode: 2,
    });
  });

  it.each([[['--value', 'clientSecret=hunter2']], [['--secret', 'clientSecret=hunter2']]])(
    'refuses a secret on the command line: %j',
    async (parameters) => {
      const { stdout, stderr, exitCode } = await connections(['add', 'demo-shop', ...parameters]);
      expect(stderr).toContain('do     Read it from stdin            --secret clientSecret=-\n');
      expect(stdout + stderr).not.toContain('hunter2');
      expect(exitCode).toBe(2);
    },
  );

  it('suggests the field and the application that were meant', async () => {
    const field = await connections(['add', 'demo-shop', '--value', 'clientID=x']);
    expect(field.stderr).toContain('Did you mean clientId?');
    const unlike = await connections(['add', 'demo-shop', '--value', 'something=x']);
    const unset = await connections(['add', 'demo-shop', '--value-env', 'clientSecret=NOWHERE']);
    expect(unlike.stderr + unset.stderr).not.toContain('doctor');
    const application = await connections(['add', 'demo-shp']);
    expect(application.stderr).toContain('mortise connections add demo-shop\n');
    expect([field.exitCode, application.exitCode]).toEqual([2, 4]);
  });

  it('says what to do about a name that is taken, and about a value that does not fit', async () => {
    const add = ['add', 'demo-shop', '--no-test', '--value', 'clientId=x', '--value-env', 'clientSecret=S', '--value'];
    const env = { S: 'secret-enough' };
    await connections([...add, `url=${shop.url}`], { env });
    const taken = await connections([...add, `url=${shop.url}`], { env });
    expect(taken.stderr).toContain('mortise connections add demo-shop --name <name>\n');
    const wrong = await connections([...add, 'url=nowhere', '--name', 'other'], { env });
    expect(wrong.stderr).toContain('field url, code invalid_settings, exit 2');
    expect([taken.exitCode, wrong.exitCode]).toEqual([2, 2]);
  });

  it('lists, tests and removes them by name', async () => {
    await demo.connect('my demo');
    const tested = await connections(['test', 'my demo']);
    expect(tested.stdout).toBe('✓ works  my demo (demo-shop)\n');
    const listed = await connections(['list']);
    expect(listed.stdout).toMatch(/^NAME {5}APPLICATION {2}STATUS {3}ID\nmy demo {2}demo-shop {4}✓ works {2}[\w-]{36}\n$/);
    expect(listed.stderr).toBe("next  mortise connections test 'my demo'\n");
    const refused = await connections(['remove', 'my demo']);
    expect(refused.stderr).toContain("do     Confirm it  mortise connections remove 'my demo' --yes\n");
    const removed = await connections(['remove', 'my demo', '--yes', '--json']);
    expect(schemaProblems('connections-remove', removed.stdout)).toBeUndefined();
    const again = await connections(['remove', 'my demo', '--yes']);
    expect([refused.exitCode, removed.exitCode, again.exitCode]).toEqual([2, 0, 4]);
    expect((await connections(['list'])).stdout).toBe('No account is connected.\n');
    expect((await connections(['list', '--application', 'demo-shop'])).exitCode).toBe(0);
    const nowhere = await connections(['list', '--application', 'demo-shp']);
    expect(nowhere.stderr).toContain('mortise connections list --application demo-shop\n');
    expect(nowhere.exitCode).toBe(4);
  });
});
