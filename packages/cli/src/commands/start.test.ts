import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, launchHost, makeFolder, makeProject, mortise, schemaProblems, startHost } from '../mortise.test-kit.ts';

describe('mortise start', { timeout: 60_000 }, () => {
  it('prints the address, the plugins with reasons, and the next command; Ctrl-C ends it with 130', async () => {
    const project = await makeProject(['mortise-plugin-broken']);
    const child = launchHost(project, ['--port', '0']);
    const end = ended(child);
    await once(child.stdout ?? child, 'data');
    await once(child.stderr ?? child, 'data');
    child.kill('SIGINT');
    const { stdout, stderr, exitCode } = await end;
    expect(stdout.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:4310')).toBe(
      `Mortise runs at http://127.0.0.1:4310   (Ctrl-C stops it)

PLUGIN                     VERSION  STATUS    APPLICATION  ACTIONS  REASON
@mortise/plugin-demo-shop  0.1.0    ✓ ready   demo-shop    13
mortise-plugin-broken      2.0.0    ✗ failed                        Its manifest is missing. Build the plugin before it is installed or linked.
`,
    );
    expect(stderr.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:4310').replace(/signin\/[\w-]{43}/, 'signin/ticket')).toBe(
      `sign in  http://127.0.0.1:4310/signin/ticket   (once, within 30 minutes)
next  mortise connections add demo-shop   (in another terminal)
stopping  calls that are running are finished first; Ctrl-C again cuts them off
`,
    );
    expect(exitCode).toBe(130);
  });

  it('streams JSON lines, notes its address for other commands, and ends with 0 on SIGTERM', async () => {
    const project = await makeProject();
    const host = await startHost(project);
    expect(schemaProblems('start', host.firstLine)).toBeUndefined();
    const note = join(project, '.mortise/address');
    expect((await readFile(note, 'utf8')).trim()).toBe(host.address);
    expect((await stat(note)).mode & 0o777).toBe(0o600);
    expect((await mortise(['list'], { cwd: project })).exitCode).toBe(0);
    let last = '';
    host.child.stdout?.on('data', (text: string) => {
      last = text;
    });
    host.child.kill('SIGTERM');
    const [exitCode] = await once(host.child, 'close');
    expect(exitCode).toBe(0);
    expect(JSON.parse(last)).toMatchObject({ v: 1, type: 'result', ok: true, data: { address: host.address } });
    expect(schemaProblems('start', last)).toBeUndefined();
    expect(existsSync(note)).toBe(false);
  });

  it('leaves nothing behind in a folder that is no project', async () => {
    const folder = await makeFolder();
    const { stderr, exitCode } = await ended(launchHost(folder, ['--port', '0']));
    expect(stderr).toContain(`There is no package.json in ${folder}.`);
    expect(existsSync(join(folder, '.mortise'))).toBe(false);
    expect(exitCode).toBe(1);
  });

  it('says which plugins come and go while it runs', async () => {
    const project = await makeProject();
    const packageJson = join(project, 'package.json');
    const text = await readFile(packageJson, 'utf8');
    const child = launchHost(project, ['--port', '0']);
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await expect.poll(() => stderr, { timeout: 20_000 }).toContain('next  ');
    await writeFile(packageJson, '{"name":"project","dependencies":{}}');
    await expect.poll(() => stderr, { timeout: 20_000 }).toContain('plugins  - @mortise/plugin-demo-shop 0.1.0\n');
    await writeFile(packageJson, text);
    await expect.poll(() => stderr, { timeout: 20_000 }).toContain('plugins  + @mortise/plugin-demo-shop 0.1.0 ready\n');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('tells a newcomer without plugins what to install', async () => {
    const project = await makeFolder();
    await writeFile(join(project, 'package.json'), '{}');
    const child = launchHost(project, ['--port', '0']);
    const end = ended(child);
    await once(child.stderr ?? child, 'data');
    child.kill('SIGTERM');
    const { stdout, stderr } = await end;
    expect(stdout).toContain('No plugin is installed.');
    expect(stderr).toContain('next  pnpm add <plugin>');
  });

  it('logs JSON lines to stderr on demand', async () => {
    const child = launchHost(await makeProject(), ['--port', '0', '--verbose', '--json']);
    const end = ended(child);
    await once(child.stdout ?? child, 'data');
    child.kill('SIGTERM');
    const { stdout, stderr } = await end;
    const log = stderr
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(log).toContainEqual(expect.objectContaining({ level: 'info', msg: 'host started' }));
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  it('says what is wrong where the host cannot start', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { stdout, exitCode } = await ended(launchHost(await makeProject(), ['--port', port, '--json']));
    server.close();
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'result',
      ok: false,
      error: {
        code: 'invalid_configuration',
        detail: expect.stringContaining('EADDRINUSE'),
        do: [{ command: 'mortise doctor' }],
      },
    });
    expect(schemaProblems('start', stdout)).toBeUndefined();
    expect(exitCode).toBe(1);
  });
});
