import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, type PluginFixture } from '../project.test-kit.ts';
import { PluginCatalogue } from './plugin-catalogue.ts';

const sdkVersion = '1.4.0';

async function open(...plugins: readonly PluginFixture[]) {
  const project = await createProject(...plugins);
  const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion });
  onTestFinished(async () => {
    catalogue.close();
    await project[Symbol.asyncDispose]();
  });
  return { project, catalogue };
}

/** Changes facts of a package.json. */
async function amend(folder: string, facts: object): Promise<void> {
  const file = join(folder, 'package.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...facts }));
}

describe('PluginCatalogue', () => {
  it('lists the plugins among the dependencies and the actions they offer', async () => {
    const { catalogue } = await open({ application: 'acme', actions: { echo: '', 'get-user': '' } }, { application: 'birch' });

    expect(catalogue.plugins).toEqual([
      { name: 'plugin-acme', version: '1.0.0', status: 'ready', application: 'acme', actions: 2 },
      { name: 'plugin-birch', version: '1.0.0', status: 'ready', application: 'birch', actions: 1 },
    ]);
    expect(catalogue.actions.map(({ id }) => id)).toEqual(['acme.echo', 'acme.get-user', 'birch.echo']);
  });

  it('runs no code of a plugin', async () => {
    const { catalogue } = await open({ onLoad: 'globalThis.mortiseFixtureWasLoaded = true;' });

    expect(catalogue.plugins).toHaveLength(1);
    expect(globalThis).not.toHaveProperty('mortiseFixtureWasLoaded');
  });

  it('passes over dependencies that are no plugins and those that are not on disk', async () => {
    const { project } = await open({});
    await writeFile(
      join(project.directory, 'package.json'),
      JSON.stringify({ dependencies: { zod: '4', 'plugin-acme': '1', 'not-there': '1', '../evil': '1' } }),
    );

    const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion });

    expect(catalogue.plugins.map(({ name }) => name)).toEqual(['plugin-acme']);
  });

  it.each<[string, PluginFixture, RegExp]>([
    ['a manifest that is not JSON', { application: 'bad', manifest: '{' }, /manifest is not valid JSON.*Build the plugin again/],
    [
      'a manifest of another shape',
      { application: 'bad', manifest: '{"manifestVersion":7}' },
      /manifest is broken: manifestVersion/,
    ],
    ['another SDK range', { application: 'bad', sdk: '^2.0.0' }, /@mortise\/sdk \^2\.0\.0, and this host has 1\.4\.0/],
    ['an application name that is taken', { application: 'acme', name: 'plugin-bad' }, /"acme" is taken by plugin-acme/],
    ['a version that is none', { application: 'bad', version: 'one' }, /package\.json is not that of a plugin: version/],
  ])('lists %s with its reason and keeps the rest', async (_what, broken, reason) => {
    const { catalogue } = await open({ application: 'acme' }, broken);

    expect(catalogue.plugins).toMatchObject([
      { name: 'plugin-acme', status: 'ready' },
      { name: 'plugin-bad', status: 'failed', reason: expect.stringMatching(reason) },
    ]);
    expect(catalogue.find('acme.echo')).toBeDefined();
  });

  it('refuses a manifest outside the package', async () => {
    const { project } = await open({});
    const packageJson = {
      name: 'plugin-acme',
      version: '1.0.0',
      exports: './dist/index.js',
      mortise: { manifest: '../../package.json' },
    };
    await writeFile(join(project.directory, 'node_modules/plugin-acme/package.json'), JSON.stringify(packageJson));

    const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion });

    expect(catalogue.plugins).toMatchObject([{ status: 'failed', reason: expect.stringContaining('outside the package') }]);
  });

  it.each<[string, (folder: string) => Promise<unknown>, RegExp]>([
    [
      'a package.json that is cut off',
      (folder) => writeFile(join(folder, 'package.json'), '{"name":'),
      /package\.json cannot be read/,
    ],
    [
      'a package.json that is a folder',
      (folder) => rm(join(folder, 'package.json')).then(() => mkdir(join(folder, 'package.json'))),
      /EISDIR/,
    ],
    ['a manifest whose name no file can have', (folder) => amend(folder, { mortise: { manifest: 'dist/\0' } }), /cannot be read/],
    [
      'a manifest that leads out of the package',
      (folder) => rm(join(folder, 'dist/manifest.json')).then(() => symlink('/etc/hostname', join(folder, 'dist/manifest.json'))),
      /outside the package/,
    ],
    [
      'code that leads to itself',
      (folder) => rm(join(folder, 'dist/index.js')).then(() => symlink('index.js', join(folder, 'dist/index.js'))),
      /cannot be read: ELOOP/,
    ],
  ])('lists %s with its reason and keeps the rest', async (_what, spoil, reason) => {
    const { project } = await open({ application: 'acme' }, { application: 'bad' });
    await spoil(join(project.directory, 'node_modules/plugin-bad'));

    const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion });

    expect(catalogue.plugins).toMatchObject([
      { name: 'plugin-acme', status: 'ready' },
      { name: 'plugin-bad', status: 'failed', reason: expect.stringMatching(reason) },
    ]);
  });

  it('reads a package.json that begins with a byte order mark', async () => {
    const { project } = await open({});
    const file = join(project.directory, 'node_modules/plugin-acme/package.json');
    await writeFile(file, `\uFEFF${await readFile(file, 'utf8')}`);

    expect(PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion }).plugins).toMatchObject([
      { status: 'ready' },
    ]);
  });

  it('holds two versions of a plugin side by side and prefers the newer', async () => {
    const { catalogue } = await open({ version: '1.10.0' }, { version: '1.9.0', alias: 'acme-old' });

    expect(catalogue.find('acme.echo')?.plugin.version).toBe('1.10.0');
    expect(catalogue.find('acme.echo', '1.9.0')?.plugin.version).toBe('1.9.0');
    expect(catalogue.find('acme.echo', '1.8.0')).toBeUndefined();
    expect(catalogue.versionsOf('acme.echo')).toEqual(['1.10.0', '1.9.0']);
    expect(catalogue.versionsOf('acme.other')).toEqual([]);
  });

  it('names no versions of what belongs to another tenant', async () => {
    const { catalogue } = await open({});
    const [plugin] = catalogue.packages;
    if (!plugin) throw new TypeError('The fixture has a plugin.');
    const { manifest } = plugin;
    const application = { ...manifest.application, name: 'shop' };
    const offered = { ...plugin, name: 'shop', revision: 'shop', manifest: { ...manifest, application } };
    catalogue.offer([{ ...offered, offer: { service: 'shop', tenant: 'a' } }]);

    expect(catalogue.openTo('a').versionsOf('shop.echo')).toEqual([plugin.version]);
    expect(catalogue.openTo('b').versionsOf('shop.echo')).toEqual([]);
    expect(catalogue.openTo('b').versionsOf('acme.echo')).toEqual([plugin.version]);
  });

  it('sees a plugin arrive, change and leave while it watches', async () => {
    const { project, catalogue } = await open({ application: 'acme' });
    catalogue.watch();

    await Promise.all([once(catalogue, 'change'), project.install({ application: 'birch' })]);
    expect(catalogue.find('birch.echo')).toBeDefined();

    await Promise.all([
      once(catalogue, 'change'),
      project.install({ application: 'birch', version: '1.1.0', actions: { list: '' } }),
    ]);
    await expect.poll(() => catalogue.find('birch.list')?.plugin.version).toBe('1.1.0');

    await Promise.all([once(catalogue, 'change'), project.remove('plugin-birch')]);
    await expect.poll(() => catalogue.find('birch.list')).toBeUndefined();
    expect(catalogue.find('acme.echo')).toBeDefined();
  });

  it('sees a linked plugin that was built again', async () => {
    const { project, catalogue } = await open({});
    catalogue.watch();
    const before = catalogue.find('acme.echo')?.plugin.revision;

    await Promise.all([
      once(catalogue, 'change'),
      writeFile(join(project.directory, 'node_modules/plugin-acme/dist/index.js'), 'export default 1;'),
    ]);

    expect(catalogue.find('acme.echo')?.plugin.revision).not.toBe(before);
  });

  it('sees a linked plugin that is built for the first time', async () => {
    const { project } = await open({});
    const folder = join(project.directory, 'node_modules/plugin-acme');
    await cp(join(folder, 'dist'), join(project.directory, 'built'), { recursive: true });
    await rm(join(folder, 'dist'), { recursive: true });
    const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion });
    onTestFinished(() => catalogue.close());
    catalogue.watch();
    expect(catalogue.plugins).toMatchObject([{ status: 'failed', reason: expect.stringContaining('Build the plugin') }]);

    await mkdir(join(folder, 'dist'));
    await sleep(1000);
    for (const file of ['index.js', 'manifest.json'])
      await cp(join(project.directory, 'built', file), join(folder, 'dist', file));

    await expect.poll(() => catalogue.plugins).toMatchObject([{ status: 'ready' }]);
  });

  it('sees a plugin arrive in the node_modules of a workspace above', async () => {
    const { project } = await open({});
    const member = join(project.directory, 'member');
    await mkdir(member);
    await writeFile(join(member, 'package.json'), JSON.stringify({ dependencies: { 'plugin-birch': '1' } }));
    const catalogue = PluginCatalogue.open({ projectDirectory: member, sdkVersion });
    onTestFinished(() => catalogue.close());
    catalogue.watch();

    await project.install({ application: 'birch' });

    await expect.poll(() => catalogue.find('birch.echo')).toBeDefined();
  });

  it('sees a plugin arrive while something else writes into node_modules all the time', async () => {
    const { project, catalogue } = await open({});
    catalogue.watch();
    const noise = setInterval(() => writeFileSync(join(project.directory, 'node_modules/.noise'), String(Math.random())), 20);
    onTestFinished(() => clearInterval(noise));

    await project.install({ application: 'birch' });

    await expect.poll(() => catalogue.find('birch.echo')).toBeDefined();
  });

  it('says so when the project itself becomes unreadable, and goes on with what it knew', async () => {
    const { project, catalogue } = await open({});
    catalogue.watch();

    const [[error]] = await Promise.all([once(catalogue, 'error'), writeFile(join(project.directory, 'package.json'), '{')]);

    expect(error).toBeInstanceOf(SyntaxError);
    expect(catalogue.find('acme.echo')).toBeDefined();
  });
});
