import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import { databases, hostIn, testHost } from '../host.test-kit.ts';
import { createProject } from '../project.test-kit.ts';

const plugins = [{ application: 'crm', login: 'apiKey' as const }];
const values = { url: 'http://127.0.0.1:1', apiKey: 'a-key-of-the-crm' };

describe.each(databases)('A host that starts over existing data on $engine', ({ open }) => {
  async function used() {
    const options = await open();
    const first = await testHost({ ...options, plugins });
    await first.connect('crm', 'main', values);
    await first.host.close();
    const { project } = first;
    return { project, options, keyFile: `${project.directory}/.mortise/master.key` };
  }

  it('finds its connections again', async () => {
    const { project, options } = await used();
    const { ask } = await hostIn(project, options);
    expect((await ask('GET', '/api/connections')).body).toMatchObject([{ name: 'main', secrets: { apiKey: { set: true } } }]);
  });

  it('refuses to start with another master key', async () => {
    const { project, options, keyFile } = await used();
    const before = await readFile(keyFile, 'utf8');
    await expect(hostIn(project, { ...options, masterKey: randomBytes(32).toString('base64') })).rejects.toThrow(
      'MORTISE_MASTER_KEY',
    );
    expect(await readFile(keyFile, 'utf8')).toBe(before);
  });

  it('refuses to start without its master key, and makes no new one', async () => {
    const { project, options, keyFile } = await used();
    const key = (await readFile(keyFile, 'utf8')).trim();
    await rm(keyFile);

    await expect(hostIn(project, options)).rejects.toThrow(ConfigurationError);
    await expect(stat(keyFile)).rejects.toThrow('ENOENT');

    const { ask } = await hostIn(project, { ...options, masterKey: key });
    expect(await ask('GET', '/api/connections')).toMatchObject({ status: 200 });
  });
});

describe('A host', () => {
  it('keeps key, token and database from everybody but its owner', async () => {
    const { project } = await testHost();
    const mode = async (name: string) => ((await stat(`${project.directory}/.mortise${name}`)).mode & 0o777).toString(8);
    expect(await mode('')).toBe('700');
    const files = await readdir(`${project.directory}/.mortise`);
    expect(files).toEqual(expect.arrayContaining(['master.key', 'admin.token', 'mortise.db', 'host.lock']));
    for (const name of files) expect(`${name} ${await mode(`/${name}`)}`).toBe(`${name} 600`);
  });

  it('refuses a data directory that another host is using, until that one has stopped', async () => {
    const { project, host } = await testHost();
    await expect(hostIn(project)).rejects.toThrow('MORTISE_DATA_DIR: another host is running');
    await host.close();
    await hostIn(project);
  });

  it('refuses a master key that is none', async () => {
    for (const masterKey of ['short', '0'.repeat(64), 'A'.repeat(43)])
      await expect(testHost({ masterKey })).rejects.toThrow('MORTISE_MASTER_KEY must be 32 random bytes');
  });

  it('says which port is taken', async () => {
    const { host } = await testHost();
    const lines: string[] = [];
    const second = testHost({ port: Number(new URL(host.url).port), logTo: { write: (line) => void lines.push(line) } });
    await expect(second).rejects.toThrow(/MORTISE_PORT: .*EADDRINUSE/);
    expect(lines.join('')).not.toContain('"fault"');
  });

  it('says when the database cannot be reached', async () => {
    await expect(testHost({ databaseUrl: 'postgres://postgres@127.0.0.1:1/none' })).rejects.toThrow('MORTISE_DATABASE_URL');
  });

  it.each([
    ['{"dependencies":', /MORTISE_PROJECT_DIR: .* has no package\.json that can be read/],
    ['{"dependencies":"none"}', /MORTISE_PROJECT_DIR: the plugins of .* cannot be listed: .*dependencies/s],
  ])('says what is wrong with the package.json %s', async (text, message) => {
    const project = await createProject();
    onTestFinished(() => project.delete());
    await writeFile(`${project.directory}/package.json`, text);
    await expect(hostIn(project)).rejects.toThrow(message);
  });

  it('says when the project is missing', async () => {
    await expect(testHost({ projectDirectory: '/nowhere' })).rejects.toThrow(/MORTISE_PROJECT_DIR: .*has no package\.json/);
  });
});
