import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkProject } from '../doctor/check-project.ts';
import {
  builtMortise,
  makeFolder,
  makeProject,
  mortise,
  type RunOptions,
  schemaProblems,
  startHost,
} from '../mortise.test-kit.ts';

interface Answer {
  readonly data: { readonly findings: readonly { readonly check: string; readonly status: string; readonly fix?: string }[] };
}

/** Points at nothing, so that a host that happens to run on this machine changes nothing. */
const nowhere = { MORTISE_PORT: '9' };

async function examine(cwd: string, env: RunOptions['env'] = nowhere, ...parameters: string[]) {
  const { stdout, exitCode } = await mortise(['doctor', '--json', ...parameters], { cwd, env });
  expect(schemaProblems('doctor', stdout)).toBeUndefined();
  const { data }: Answer = JSON.parse(stdout);
  const find = (check: string) => data.findings.find((finding) => finding.check === check);
  return { find, exitCode, notGreen: data.findings.filter(({ status }) => status !== 'green').map(({ check }) => check) };
}

describe('mortise doctor', { timeout: 60_000 }, () => {
  it('finds everything green around a running host', async () => {
    const project = await makeProject();
    await using host = await startHost(project);
    const { stdout, stderr, exitCode } = await mortise(['doctor'], { cwd: project });
    expect(stdout.replace(/\d+ MB/, '1000 MB').replaceAll(process.versions.node, '24.21.0')).toBe(
      `✓ green  node            Node.js 24.21.0, line 24
✓ green  project         ${project}, with @mortise/plugin-demo-shop 0.1.0
✓ green  host            ${host.address} is ready
✓ green  token           opens the host
✓ green  guard           no stranger and no web page of others gets in
✓ green  session         no page of others can act as a browser that is signed in
✓ green  admin token     admin.token, made at random
✓ green  data directory  ${project}/.mortise, for its owner only
✓ green  key files       for their owner only
✓ green  disk            can be written, 1000 MB free
✓ green  master key      master.key fits the database
✓ green  port            4310, unless start is given another
✓ green  bind            127.0.0.1: this machine only
✓ green  egress          plugins reach public addresses only
✓ green  runner          process: every plugin has one of its own
✓ green  database        embedded, in the data directory
✓ green  durability      what is done is on the disk

17 green, 0 yellow, 0 red
`,
    );
    expect(stderr).toBe('next  mortise list\n');
    expect(exitCode).toBe(0);
  });

  it('looks into the lock and the database of a host as it is built, too', async () => {
    const project = await makeProject();
    await using host = await startHost(project);
    const { stdout, exitCode } = await builtMortise(['doctor', '--json'], { cwd: project });
    const { data }: Answer = JSON.parse(stdout);
    expect(data.findings.filter(({ status }) => status !== 'green')).toEqual([]);
    expect(data.findings.find(({ check }) => check === 'master key')).toMatchObject({ status: 'green' });
    expect(exitCode).toBe(0);

    const named = await builtMortise(['doctor', '--json', '--host', host.address], { cwd: project });
    const { data: found }: Answer = JSON.parse(named.stdout);
    expect(found.findings.filter(({ status }) => status !== 'green')).toEqual([]);
  });

  it('finds a token of another host red', async () => {
    const project = await makeProject();
    await using _host = await startHost(project);
    const { notGreen, exitCode } = await examine(project, { MORTISE_TOKEN: 'another' });
    expect(notGreen).toEqual(['token']);
    expect(exitCode).toBe(7);
  });

  it('finds a fresh folder well, but for the host that does not run', async () => {
    const { find, notGreen, exitCode } = await examine(await makeProject());
    expect(notGreen).toEqual(['host']);
    expect(find('host')).toMatchObject({ status: 'yellow', fix: 'mortise start' });
    expect(exitCode).toBe(0);
  });

  it('finds plugins that are left out, and folders that are no projects', async () => {
    const { find } = await examine(await makeProject(['mortise-plugin-broken']));
    expect(find('plugin')).toMatchObject({
      status: 'yellow',
      fix: 'pnpm update mortise-plugin-broken, or pnpm remove mortise-plugin-broken',
    });
    const { notGreen, exitCode } = await examine(await makeFolder());
    expect(notGreen).toEqual(['project', 'host']);
    expect(exitCode).toBe(7);
  });

  it('finds rights that are too wide, and gives the command that narrows them', async () => {
    const project = await makeProject();
    const data = join(project, '.mortise');
    await mkdir(data);
    await chmod(data, 0o755);
    await writeFile(join(data, 'master.key'), Buffer.alloc(32, 7).toString('base64url'), { mode: 0o644 });
    await writeFile(join(data, 'admin.token'), 'secret', { mode: 0o600 });
    const { find, notGreen } = await examine(project);
    expect(notGreen).toEqual(['host', 'data directory', 'key files']);
    expect(find('data directory')).toMatchObject({ status: 'red', fix: `chmod 700 ${data}` });
    expect(find('key files')).toMatchObject({ status: 'red', fix: `chmod 600 ${join(data, 'master.key')}` });
  });

  it('finds a key file elsewhere that others may read', async () => {
    const project = await makeProject();
    const file = join(await makeFolder(), 'mortise.key');
    await writeFile(file, Buffer.alloc(32, 7).toString('base64url'), { mode: 0o644 });
    const env = { ...nowhere, MORTISE_MASTER_KEY_FILE: file };
    const { find, exitCode } = await examine(project, env);
    expect(find('master key')).toMatchObject({ status: 'red', fix: `chmod 600 ${file}` });
    expect(exitCode).toBe(7);
    await chmod(file, 0o600);
    expect((await examine(project, env)).find('master key')).toMatchObject({ status: 'green' });
  });

  it('finds a port that is none, and still checks the rest', async () => {
    const { find, notGreen, exitCode } = await examine(await makeProject(), { MORTISE_PORT: 'abc' });
    expect(notGreen).toEqual(['host', 'port']);
    expect(find('port')).toMatchObject({ status: 'red', fix: expect.stringContaining('MORTISE_PORT') });
    expect(exitCode).toBe(7);
  });

  it('sees whether the key fits the database while no host runs, and changes nothing', async () => {
    const project = await makeProject();
    await (await startHost(project))[Symbol.asyncDispose]();
    const before = await readdir(join(project, '.mortise'));
    expect((await examine(project)).find('master key')).toMatchObject({ detail: 'master.key fits the database' });

    const other = { ...nowhere, MORTISE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
    const wrong = await examine(project, other);
    expect(wrong.find('master key')).toMatchObject({ status: 'red', fix: expect.stringContaining('Restore the key') });
    const short = await examine(project, { ...nowhere, MORTISE_MASTER_KEY: 'too short' });
    expect(short.find('master key')).toMatchObject({ status: 'red', fix: expect.not.stringContaining('openssl') });

    await rm(join(project, '.mortise/master.key'));
    expect((await examine(project)).find('master key')).toMatchObject({ status: 'red' });
    expect(await readdir(join(project, '.mortise'))).toEqual(before.filter((name) => name !== 'master.key'));
    const elsewhere = await examine(project, { ...other, MORTISE_DATABASE_URL: 'postgres://db.example.com/mortise' });
    expect(elsewhere.find('master key')).toMatchObject({ status: 'yellow', detail: expect.stringContaining('not checked') });
  });

  it('does not take a key that cannot be read for one that is not there', async () => {
    const project = await makeProject();
    await mkdir(join(project, '.mortise/master.key'), { recursive: true });

    expect((await examine(project)).find('master key')).toMatchObject({
      status: 'red',
      detail: expect.stringContaining('cannot be read'),
    });
  });

  it('finds a data directory that another host process uses', async () => {
    const project = await makeProject();
    await using host = await startHost(project);
    // Nothing says any more that it is the one of this folder.
    await rm(join(project, '.mortise/settings.json'));
    expect((await examine(project, nowhere, '--host', host.address)).find('data in use')).toMatchObject({ status: 'yellow' });
    await rm(join(project, '.mortise/address'));
    const { find, exitCode } = await examine(project);
    expect(find('data in use')).toMatchObject({ status: 'red', fix: expect.stringContaining('MORTISE_DATA_DIR') });
    expect(find('master key')).toMatchObject({ status: 'green' });
    expect(exitCode).toBe(7);
  });

  it('takes the state of plugins and the settings from the host that runs', async () => {
    const project = await makeProject();
    const host = await startHost(project, { MORTISE_EGRESS_ALLOW: '10.0.0.0/8' });
    expect((await examine(project)).find('egress')).toMatchObject({
      status: 'yellow',
      detail: expect.stringContaining('10.0.0.0/8'),
    });
    await rm(join(project, '.mortise/settings.json'));
    expect((await examine(project)).find('egress')).toMatchObject({ detail: expect.stringContaining('unknown') });
    await host[Symbol.asyncDispose]();

    const failed = { name: 'acme', version: '1.0.0', status: 'failed', reason: 'It crashed.', actions: 0 };
    const findings = await checkProject(project, [{ ...failed, status: 'failed' }]);
    expect(findings).toEqual([
      expect.objectContaining({ status: 'green', detail: `${project}, with no plugin that works` }),
      expect.objectContaining({ status: 'yellow', detail: 'acme 1.0.0 is left out. It crashed.' }),
    ]);
  });

  it('finds a key that is none', async () => {
    const project = await makeProject();
    const given = await examine(project, { ...nowhere, MORTISE_MASTER_KEY: 'too short' });
    expect(given.find('master key')).toMatchObject({ status: 'red', fix: expect.stringContaining('openssl') });
  });

  it('finds settings that are not safe or not right, and shows no password', async () => {
    const project = await makeProject();
    const unsafe = { ...nowhere, MORTISE_HOST: '0.0.0.0', MORTISE_RUNNER: 'inline', MORTISE_EGRESS_ALLOW: '10.0.0.0/8' };
    expect((await examine(project, unsafe)).notGreen).toEqual(['host', 'bind', 'egress', 'runner']);
    const proxied = {
      ...nowhere,
      MORTISE_HOST: '0.0.0.0',
      MORTISE_BEHIND_PROXY: 'true',
      MORTISE_PUBLIC_URL: 'https://m.example.com',
    };
    expect((await examine(project, proxied)).notGreen).toEqual(['host']);
    const unencrypted = { ...nowhere, MORTISE_BEHIND_PROXY: 'true', MORTISE_PUBLIC_URL: 'http://m.example.com' };
    expect((await examine(project, unencrypted)).find('bind')).toMatchObject({ status: 'red' });
    const { stdout } = await mortise(['doctor', '--json'], {
      cwd: project,
      env: { ...nowhere, MORTISE_DATABASE_URL: 'postgres://me:hunter2@db.example.com/mortise' },
    });
    expect(stdout).toContain('PostgreSQL on db.example.com');
    expect(stdout).not.toContain('hunter2');
  });
});
