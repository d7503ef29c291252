import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

  it('holds two versions of a plugin side by side and prefers the newer', async () => {
    const { catalogue } = await open({ version: '1.10.0' }, { version: '1.9.0', alias: 'acme-old' });

    expect(catalogue.find('acme.echo')?.plugin.version).toBe('1.10.0');
    expect(catalogue.find('acme.echo', '1.9.0')?.plugin.version).toBe('1.9.0');
    expect(catalogue.find('acme.echo', '1.8.0')).toBeUndefined();
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

  it('says so when the project itself becomes unreadable, and goes on with what it knew', async () => {
    const { project, catalogue } = await open({});
    catalogue.watch();

    const [[error]] = await Promise.all([once(catalogue, 'error'), writeFile(join(project.directory, 'package.json'), '{')]);

    expect(error).toBeInstanceOf(SyntaxError);
    expect(catalogue.find('acme.echo')).toBeDefined();
  });
});
