import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoHost, startDemoHost } from '../demo-host.test-kit.ts';
import { ended, launchMortise, mortise, type RunOptions, schemaProblems } from '../mortise.test-kit.ts';

describe('A connection to which somebody signs in', { timeout: 30_000 }, () => {
  let demo: DemoHost;
  const connections = (parameters: readonly string[], options: RunOptions = {}) =>
    mortise(['connections', ...parameters], { cwd: demo.project, ...options });
  const add = (name: string, parameters: readonly string[] = [], options: RunOptions = {}) => {
    const values = ['--value', `url=${demo.shop.url}`, '--value', 'login=browser'];
    return connections(['add', 'demo-shop', '--name', name, ...values, ...parameters], options);
  };
  const withClient = () =>
    [
      ['--value', `clientId=${demo.shop.clientId}`, '--secret', 'clientSecret=-'],
      { input: `${demo.shop.clientSecret}\n` },
    ] as const;

  /** Starts to wait for a sign-in, and gives the link that is printed first. */
  async function authorize(name: string, parameters: readonly string[] = []) {
    const child = launchMortise(['connections', 'authorize', name, '--json', ...parameters], { cwd: demo.project });
    const closed = ended(child);
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const [first]: string[] = await once(lines, 'line');
    expect(schemaProblems('connections-authorize', first ?? '')).toBeUndefined();
    const { data }: { data: { url: string } } = JSON.parse(first ?? '');
    return { link: data.url, closed };
  }

  /** Follows a link as a browser would, and presses a button of the shop's page. */
  async function follow(link: string, allowed: boolean): Promise<number> {
    const begun = await fetch(link, { redirect: 'manual' });
    const consent = new URL(begun.headers.get('location') ?? '');
    const form = new URLSearchParams({ ...Object.fromEntries(consent.searchParams), allowed: String(allowed) });
    const decided = await fetch(`${consent.origin}/oauth/authorize`, { method: 'POST', body: form, redirect: 'manual' });
    const cookie = begun.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return (await fetch(decided.headers.get('location') ?? '', { headers: { cookie } })).status;
  }

  beforeAll(async () => {
    demo = await startDemoHost();
  }, 60_000);
  afterAll(() => demo[Symbol.asyncDispose](), 60_000);

  it('is added, and waits for its user where nobody is at the terminal', async () => {
    const added = await add('waiting', ...withClient());
    expect(added).toEqual({
      stdout: '○ needs a sign-in  waiting (demo-shop)\n',
      stderr: 'added  waiting (demo-shop)\nnext  mortise connections authorize waiting\n',
      exitCode: 3,
    });
    const listed = await connections(['list']);
    expect(listed.stdout).toContain('○ needs a sign-in');
    expect(listed.stderr).toBe('next  mortise connections authorize waiting\n');
    expect((await connections(['test', 'waiting'])).exitCode).toBe(5);
  });

  it('works once its user has followed the link', async () => {
    await add('main', ...withClient());
    const { link, closed } = await authorize('main');
    expect(await follow(link, true)).toBe(200);
    const { stdout, exitCode } = await closed;
    const result = stdout.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(result)).toMatchObject({
      type: 'result',
      ok: true,
      data: { connection: { name: 'main', signedInAt: expect.any(String) }, test: { ok: true } },
    });
    expect(schemaProblems('connections-authorize', result)).toBeUndefined();
    expect(exitCode).toBe(0);
    expect((await connections(['test', 'main'])).exitCode).toBe(0);

    const { shop } = demo;
    const again = await connections(['set', 'main', '--secret', 'clientSecret=-'], { input: `${shop.clientSecret}-anew\n` });
    expect(again).toEqual({
      stdout: '○ needs a sign-in  main (demo-shop)\n',
      stderr: 'changed  main (demo-shop)\nnext  mortise connections authorize main\n',
      exitCode: 3,
    });
  });

  it('says why it could not be signed in to, and ends with 5', async () => {
    await add('denied', ...withClient());
    const { link, closed } = await authorize('denied');
    expect(await follow(link, false)).toBe(403);
    const { stdout, exitCode } = await closed;
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      type: 'result',
      ok: false,
      error: { code: 'sign_in_denied', do: [{ command: 'mortise connections authorize denied' }] },
    });
    expect(exitCode).toBe(5);
  });

  it('prints the link for people, with what to do', async () => {
    await add('people', ...withClient());
    const child = launchMortise(['connections', 'authorize', 'people'], { cwd: demo.project });
    const closed = ended(child);
    const [line]: string[] = await once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
    const link = /^Sign in at (?<link>\S+)$/.exec(line ?? '')?.groups?.['link'] ?? '';
    await follow(link, true);
    expect(await closed).toMatchObject({
      stdout: expect.stringMatching(/\n✓ signed in {2}people \(demo-shop\)\n$/),
      stderr: expect.stringMatching(
        /^ends at {2}http:.*\/demo-shop\/127\.0\.0\.1:\d+, .*\nwaiting .*\nnext {2}mortise list --application demo-shop\n$/,
      ),
      exitCode: 0,
    });
  });

  it('is not there to sign in to where it logs in by itself', async () => {
    await demo.connect('by itself');
    const { stderr, exitCode } = await connections(['authorize', 'by itself']);
    expect(stderr).toContain('Nobody signs in to this connection in a browser');
    expect(exitCode).toBe(2);
    expect((await connections(['authorize', 'nothing'])).exitCode).toBe(4);
  });

  it('uses the client of the host', async () => {
    const { shop } = demo;
    expect((await connections(['client', 'demo-shop'])).exitCode).toBe(4);
    const bound = ['--value', `url=${shop.url}`];
    const set = await connections(['client', 'demo-shop', '--id', shop.clientId, '--secret', '-', ...bound, '--json'], {
      input: `${shop.clientSecret}\n`,
    });
    expect(schemaProblems('connections-client', set.stdout)).toBeUndefined();
    expect(JSON.parse(set.stdout)).toMatchObject({
      data: {
        client: {
          clientId: shop.clientId,
          clientSecret: { set: true },
          values: { url: shop.url },
          redirectUri: `${demo.host.address}/oauth/callback/demo-shop/{tokenHost}`,
        },
      },
    });
    expect(set.stdout).not.toContain(shop.clientSecret);
    expect((await add('of the host')).exitCode).toBe(3);
    const { link, closed } = await authorize('of the host', ['--no-browser']);
    await follow(link, true);
    expect((await closed).exitCode).toBe(0);

    const shown = await connections(['client', 'demo-shop']);
    expect(shown.stdout).toContain(
      `client id         ${shop.clientId}\nclient secret     set\nonly with         url=${shop.url}\nredirect address  http`,
    );
    expect((await connections(['client', 'demo-shop', '--remove'])).exitCode).toBe(2);
    expect((await connections(['client', 'demo-shop', '--remove', '--yes'])).exitCode).toBe(0);
  });

  it.each([
    [['--id', 'x', '--secret', 'hunter2'], '--secret -'],
    [['--secret', '-'], '--id <client id>'],
    [['--id', 'x', '--public', '--secret', '-'], 'give one of'],
    [['--id', 'x', '--secret-env', 'NOWHERE'], 'NOWHERE is not set'],
  ])('is told how a client is set: %j', async (parameters, words) => {
    const { stdout, stderr, exitCode } = await connections(['client', 'demo-shop', ...parameters]);
    expect(stderr).toContain(words);
    expect(stdout + stderr).not.toContain('hunter2');
    expect(exitCode).toBe(2);
  });
});
