import { describe, expect, it } from 'vitest';
import { launchMortise, mortise, schemaProblems } from './mortise.test-kit.ts';

describe('mortise', { timeout: 30_000 }, () => {
  it.each([
    [],
    ['list'],
    ['call'],
    ['connections', 'add'],
    ['tokens', 'add'],
    ['tenants', 'add'],
    ['audit'],
    ['plugin', 'check'],
    ['doctor'],
    ['start'],
  ])('begins the help of "%s %s" with two examples', async (...words) => {
    const { stdout, exitCode } = await mortise([...words, '--help']);
    const [title, ...lines] = stdout.split('\n');
    expect(title).toBe('Examples:');
    expect(lines.filter((line) => line.startsWith('  $ mortise'))).toHaveLength(2);
    expect(stdout).toContain('--json');
    expect(exitCode).toBe(0);
  });

  it('shows its help when nothing is asked', async () => {
    const { stdout, exitCode } = await mortise([]);
    expect(stdout).toContain('Usage: mortise');
    expect(exitCode).toBe(0);
  });

  it('tells its version, in words and in JSON', async () => {
    expect(await mortise(['--version'])).toEqual({ stdout: '0.1.0\n', stderr: '', exitCode: 0 });
    const { stdout } = await mortise(['--version', '--json']);
    expect(stdout).toBe('{"v":1,"ok":true,"data":{"version":"0.1.0"}}\n');
    expect(schemaProblems('version', stdout)).toBeUndefined();
    expect(schemaProblems('help', (await mortise(['list', '--help', '--json'])).stdout)).toBeUndefined();
  });

  it('suggests the command that was meant', async () => {
    expect(await mortise(['lst'])).toEqual({
      stdout: '',
      stderr: `error  The command is not complete or not right
       Unknown command 'lst'.
       code usage, exit 2
do     Did you mean list?
       See what it takes   mortise --help
`,
      exitCode: 2,
    });
  });

  it('suggests the option that was meant, in JSON too', async () => {
    const { stdout, stderr, exitCode } = await mortise(['list', '--aplication', 'x', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      v: 1,
      ok: false,
      error: {
        code: 'usage',
        title: 'The command is not complete or not right',
        detail: "Unknown option '--aplication'.",
        do: [{ label: 'Did you mean --application?' }, { label: 'See what it takes', command: 'mortise list --help' }],
        retryable: false,
      },
    });
    expect(schemaProblems('error', stdout)).toBeUndefined();
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 2 });
  });

  it.each([[['connections']], [['call']], [['start', '--port', 'many']], [['call', 'a.b', '--timeout', 'soon']]])(
    'ends with 2 where %j is not complete or not right',
    async (parameters) => {
      const { stderr, exitCode } = await mortise(parameters);
      expect(stderr).toMatch(/See what it takes {2}mortise .*--help\n$/);
      expect(exitCode).toBe(2);
    },
  );

  it.each([
    [['help', 'connections', 'add'], 'Usage: mortise connections add'],
    [['help', 'list'], 'Usage: mortise list'],
    [['help'], 'Usage: mortise [options]'],
  ])('shows the help that %j asks for', async (parameters, usage) => {
    const { stdout, exitCode } = await mortise(parameters);
    expect(stdout).toContain(usage);
    expect(exitCode).toBe(0);
  });

  it('suggests the command whose help was meant', async () => {
    const { stderr, exitCode } = await mortise(['help', 'connections', 'ad']);
    expect(stderr).toContain('Did you mean add?  mortise help connections add\n');
    expect(exitCode).toBe(2);
  });

  it('works in no folder that is not there', async () => {
    const { stderr, exitCode } = await mortise(['list', '--cwd', '/nope']);
    expect(stderr).toContain('There is no such folder: /nope.');
    expect(exitCode).toBe(2);
  });

  it('names the variable whose port is none', async () => {
    const { stderr, exitCode } = await mortise(['list'], { env: { MORTISE_PORT: 'abc' } });
    expect(stderr).toContain('MORTISE_PORT=abc is no port');
    expect(exitCode).toBe(2);
  });

  it('uses no colour without a terminal, even where an environment claims one', async () => {
    const { stderr } = await mortise(['lst'], { env: { TERM: 'xterm-256color', COLORTERM: 'truecolor' } });
    expect(stderr).not.toContain('\u001b');
  });

  it('ends quietly when the reader of its pipe has seen enough', async () => {
    const child = launchMortise(['--help']);
    child.stdout?.destroy();
    const exitCode = await new Promise((resolve) => child.once('close', resolve));
    expect(exitCode).toBe(0);
  });

  it('says what to do when no host runs', async () => {
    const nowhere = ['list', '--host', 'http://127.0.0.1:9'];
    expect(await mortise(nowhere)).toEqual({
      stdout: '',
      stderr: `error  The host does not answer
       Nothing answers at http://127.0.0.1:9. Start a host, or name another one with --host.
       code host_unreachable, exit 6
do     Start it here  mortise start
       Find out more  mortise doctor
`,
      exitCode: 6,
    });
    const { stdout, exitCode } = await mortise([...nowhere, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ v: 1, ok: false, error: { code: 'host_unreachable', retryable: true } });
    expect(exitCode).toBe(6);
  });

  it('does not take the address to talk to for the one to listen on', async () => {
    const { stderr, exitCode } = await mortise(['start', '--host', 'http://0.0.0.0']);
    expect(stderr).toContain('Where a new one listens is said by MORTISE_HOST.');
    expect(exitCode).toBe(2);
  });

  it('refuses an address with a password in it, and does not repeat it', async () => {
    const { stderr, exitCode } = await mortise(['list', '--host', 'http://me:hunter2@127.0.0.1']);
    expect(stderr).not.toContain('hunter2');
    expect(exitCode).toBe(2);
  });
});
