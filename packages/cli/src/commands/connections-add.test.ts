import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, mortise, type RunOptions, type StartedHost, startHost } from '../mortise.test-kit.ts';

const shownBy = (login: string, more: object = {}) => ({
  type: 'string',
  minLength: 1,
  showIf: { login: [login] },
  requiredIfShown: true,
  ...more,
});

const manifest = {
  manifestVersion: 1,
  sdk: '^1.0.0',
  application: {
    name: 'board',
    title: 'Board',
    description: 'A fixture.',
    categories: [],
    authentication: 'bearer',
    logins: [
      { when: { login: 'token' }, authentication: 'bearer' },
      { when: { login: 'apiKey' }, authentication: 'apiKey' },
    ],
    hosts: ['board.example.com'],
    settings: {
      type: 'object',
      properties: {
        login: { type: 'string', title: 'Login', enum: ['token', 'apiKey'], default: 'token' },
        header: shownBy('apiKey', { title: 'Header' }),
      },
    },
    credentials: {
      type: 'object',
      properties: {
        token: shownBy('token', { title: 'Token', writeOnly: true }),
        apiKey: shownBy('apiKey', { title: 'API key', writeOnly: true }),
      },
    },
  },
  actions: [],
};

/** A project with a plugin of which only the manifest is ever read. */
async function makeBoardProject(): Promise<string> {
  const project = await makeFolder();
  const plugin = join(project, 'node_modules/plugin-board');
  await mkdir(join(plugin, 'dist'), { recursive: true });
  const packageJson = { name: 'plugin-board', version: '1.0.0', type: 'module', exports: './dist/index.js' };
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, dependencies: { 'plugin-board': '1.0.0' } }));
  await writeFile(
    join(plugin, 'package.json'),
    JSON.stringify({ ...packageJson, mortise: { manifest: './dist/manifest.json' } }),
  );
  await writeFile(join(plugin, 'dist/manifest.json'), JSON.stringify(manifest));
  await writeFile(join(plugin, 'dist/index.js'), 'throw new Error("Not to be loaded.");');
  return project;
}

describe('mortise connections add, with two logins', { timeout: 60_000 }, () => {
  let project: string;
  let host: StartedHost;
  const add = (parameters: readonly string[], options: RunOptions = {}) =>
    mortise(['connections', 'add', 'board', '--no-test', ...parameters], { cwd: project, ...options });

  beforeAll(async () => {
    project = await makeBoardProject();
    host = await startHost(project);
  }, 60_000);
  afterAll(() => host[Symbol.asyncDispose](), 60_000);

  it.each([
    [[], 'Values are missing for token (Token).', '--secret token=-'],
    [['--value', 'login=apiKey'], 'Values are missing for header (Header), apiKey (API key).', '--value header=…'],
  ])('needs only what the login needs: %j', async (parameters, missing, command) => {
    const { stderr, exitCode } = await add(parameters);
    expect(stderr).toContain(missing);
    expect(stderr).toContain(command);
    expect(exitCode).toBe(2);
  });

  it('leaves out what belongs to another login, and says so', async () => {
    const parameters = ['--value', 'login=apiKey', '--value', 'header=X-Key', '--secret', 'apiKey=-', '--secret', 'token=-'];
    const added = await add(parameters, { input: 'key-of-the-board\ntoken-of-the-board\n' });
    expect(added).toMatchObject({ stdout: '✓ added, not tested  board (board)\n', exitCode: 0 });
    expect(added.stderr).toContain('left out  token: not asked for with these values\n');
    const { stdout } = await mortise(['connections', 'list', '--json'], { cwd: project });
    expect(JSON.parse(stdout)).toMatchObject({
      data: { items: [{ values: { login: 'apiKey', header: 'X-Key' }, secrets: { apiKey: { set: true } } }] },
    });
    expect(stdout).not.toContain('"token"');
  });

  it('leaves out the same of a change, by what the connection has', async () => {
    await add(['--name', 'keyed', '--value', 'login=apiKey', '--value', 'header=X-Key', '--secret', 'apiKey=-'], {
      input: 'key\n',
    });
    const set = await mortise(['connections', 'set', 'keyed', '--no-test', '--value', 'header=X-Other', '--secret', 'token=-'], {
      cwd: project,
      input: 'token-of-the-board\n',
    });
    expect(set).toMatchObject({ stdout: '✓ changed, not tested  keyed (board)\n', exitCode: 0 });
    expect(set.stderr).toContain('left out  token: not asked for with these values\n');
    const login = await mortise(['connections', 'set', 'keyed', '--value', 'login=token'], { cwd: project });
    expect(login.stderr).toContain('token is missing');
    expect(login.exitCode).toBe(2);
  });

  it('is told by the host which values there are', async () => {
    const { stderr, exitCode } = await add(['--name', 'other', '--value', 'login=password']);
    expect(stderr).toContain('login must be one of token, apiKey');
    expect(exitCode).toBe(2);
  });
});
