import { execFile } from 'node:child_process';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { packages, publishable, root } from './packages.ts';
import { packAll } from './packed.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const fixtures = join(root, 'packages/create-plugin/test');

/** The author of a plugin, outside of the repository: the packed packages installed by pnpm, and nothing else of ours. */
describe('A plugin that was created', () => {
  const packed = temporaryFolder();
  const tool = temporaryFolder();
  const folder = temporaryFolder();
  const plugin = join(folder, 'acme');
  let overrides = '';

  beforeAll(async () => {
    const wanted = withDependencies(['@mortise/create-plugin', '@mortise/cli', '@mortise/testing']);
    const members = publishable.filter(({ manifest }) => wanted.has(manifest.name));
    const tarballs = await packAll(members, packed);
    const lines = tarballs.map(({ manifest, tarball }) => `  '${manifest.name}': 'file:${tarball}'`);
    overrides = ['minimumReleaseAge: 0', 'overrides:', ...lines, ''].join('\n');

    const dependencies = { '@mortise/create-plugin': '*' };
    await writeFile(join(tool, 'package.json'), JSON.stringify({ name: 'tool', private: true, dependencies }));
    await writeFile(join(tool, 'pnpm-workspace.yaml'), overrides);
    await pnpm(tool, 'install', '--prefer-offline');

    await create('acme');
    await appendFile(join(plugin, 'pnpm-workspace.yaml'), overrides);
    await pnpm(plugin, 'install', '--prefer-offline');
  });

  it('is green, has the types that it says, builds and passes the check', async () => {
    await expectSound(plugin);
  });

  it('asks for the packages that there are', async () => {
    const { devDependencies, peerDependencies } = JSON.parse(await readFile(join(plugin, 'package.json'), 'utf8'));
    for (const { manifest, folder: place } of packages) {
      const range: unknown = { ...peerDependencies, ...devDependencies }[manifest.name];
      if (range === undefined) continue;
      const { version } = JSON.parse(await readFile(join(root, place, 'package.json'), 'utf8'));
      expect(range, manifest.name).toBe(`^${version}`);
    }
  });

  it.each([
    ['openapi', 'pets.yaml', 5],
    ['openapi', 'wire.yaml', 11],
    ['openapi', 'hostile.json', 5],
    ['wsdl', 'books.wsdl', 3],
    ['wsdl', 'orders.wsdl', 4],
    ['graphql', 'shop.graphql', 11],
  ])('is as sound where it is written from the %s description %s', async (kind, file, connectors) => {
    const name = `from-${file.replace('.', '-')}`;
    const { stdout } = await create(name, `--${kind}`, join(fixtures, file), '--all');
    expect(stdout.match(/connectors\/.*\.test\.ts$/gm)).toHaveLength(connectors);
    // The same packages are wanted, so they are not installed once more.
    await symlink(join(plugin, 'node_modules'), join(folder, name, 'node_modules'), 'junction');
    await expectSound(join(folder, name));
    if (file !== 'hostile.json') await expectFormatted(join(folder, name));
  });

  it('is what the guide makes of it, word for word', async () => {
    const guided = join(folder, 'guided');
    await mkdir(guided);
    await createIn(guided, 'acme');
    const directory = join(guided, 'acme');
    const written = await filesOf(join(root, 'docs/write-a-plugin.md'));
    for (const [path, text] of written) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    expect([...written.keys()]).toContain('src/webhooks/item-sold.test.ts');
    await symlink(join(plugin, 'node_modules'), join(directory, 'node_modules'), 'junction');
    await expectSound(directory);
    await expectFormatted(directory);
  });

  async function create(name: string, ...parameters: string[]) {
    return createIn(folder, name, ...parameters);
  }

  async function createIn(cwd: string, ...parameters: string[]) {
    return run(join(tool, 'node_modules/.bin/create-plugin'), parameters, { cwd, env: { ...process.env, CI: 'true' } });
  }
});

/** The files of a guide: blocks of code whose first line is a comment with a path. */
async function filesOf(guide: string): Promise<ReadonlyMap<string, string>> {
  const blocks = (await readFile(guide, 'utf8')).matchAll(/^```(?:ts|js|md)\n(?:\/\/|<!--) (\S+)(?: -->)?\n(.*?)^```$/gms);
  return new Map(Array.from(blocks, ([, path = '', text = '']) => [path, text]));
}

/** What its author would run. */
async function expectSound(directory: string): Promise<void> {
  const bin = (name: string, ...parameters: string[]) =>
    run(join(directory, 'node_modules/.bin', name), parameters, { cwd: directory });
  const report = join(directory, 'tests.json');
  await bin('vitest', 'run', '--no-isolate', '--reporter=json', `--outputFile=${report}`);
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ success: true, numFailedTests: 0 });
  await bin('tsc', '--noEmit');
  await bin('tsup');
  await bin('tsc', '-p', 'tsconfig.build.json');
  const { stdout: checked } = await bin('mortise', 'plugin', 'check', '.', '--json');
  const { data }: { data: { findings: { check: string; status: string; detail: string }[] } } = JSON.parse(checked);
  // Which request tests a login cheaply is for its author to say.
  expect(data.findings.filter(({ check, status }) => status !== 'ok' && check !== 'test')).toEqual([]);
}

/** Formatted, and its imports sorted, as our own code is. */
async function expectFormatted(directory: string): Promise<void> {
  const settings = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'));
  await mkdir(join(directory, '.format'));
  await writeFile(join(directory, '.format/biome.json'), JSON.stringify({ ...settings, vcs: { enabled: false }, root: true }));
  const parameters = ['check', '--linter-enabled=false', `--config-path=${join(directory, '.format')}`, 'src'];
  await run(join(root, 'node_modules/.bin/biome'), parameters, { cwd: directory });
}

async function pnpm(directory: string, ...parameters: string[]): Promise<void> {
  await run('pnpm', parameters, { cwd: directory, env: { ...process.env, CI: 'true' } });
}

/** Packages of ours, and those that they need to run. */
function withDependencies(names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const member = publishable.find(({ manifest }) => manifest.name === name);
    if (!member || found.has(name)) continue;
    found.add(name);
    open.push(...Object.keys({ ...member.manifest.dependencies, ...member.manifest.peerDependencies }));
  }
  return found;
}
