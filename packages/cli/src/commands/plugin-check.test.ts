import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyPlugin, makeFolder, mortise, schemaProblems } from '../mortise.test-kit.ts';

interface Answer {
  readonly data: { readonly findings: readonly { readonly check: string; readonly status: string; readonly detail: string }[] };
}

/** What is not well about a plugin, in short. */
async function problems(folder: string) {
  const { stdout, exitCode } = await mortise(['plugin', 'check', folder, '--json']);
  expect(schemaProblems('plugin-check', stdout)).toBeUndefined();
  const { data }: Answer = JSON.parse(stdout);
  const found = data.findings
    .filter(({ status }) => status !== 'ok')
    .map(({ check, status, detail }) => `${status} ${check}: ${detail}`);
  return { found, exitCode };
}

describe('mortise plugin check', { timeout: 90_000 }, () => {
  it('is content with a good plugin', async () => {
    expect(await mortise(['plugin', 'check'], { cwd: await copyPlugin() })).toEqual({
      stdout: `@mortise/plugin-demo-shop 0.1.0

✓ ok  package          has a name, a version, a description and a licence
✓ ok  keyword          can be found as a mortise-plugin
✓ ok  module           is an ES module with exports
✓ ok  install scripts  runs nothing when it is installed
✓ ok  files            publishes dist, logo.svg
✓ ok  sdk range        ^1.0.0 fits the installed 1.0.0
✓ ok  readme           is there
✓ ok  logo             logo.svg
✓ ok  code             loads and offers 13 actions
✓ ok  test             can ask the service whether it accepts a login
✓ ok  manifest         says what the built code does
✓ ok  names            demo-shop and 13 action names are well formed
✓ ok  titles           Demo shop, and 13 titles in sentence case
✓ ok  schemas          every action has JSON Schemas of its input and output
✓ ok  hosts            talks to {url}

15 ok, 0 to improve, 0 to fix
`,
      stderr: 'next  pnpm pack --dry-run   (see what would be published)\n',
      exitCode: 0,
    });
  });

  it('ends with 7 where something is to fix, and says how', async () => {
    const folder = await copyPlugin((packageJson) => {
      packageJson['keywords'] = [];
      packageJson['scripts'] = { postinstall: 'node steal.js' };
      packageJson['peerDependencies'] = { '@mortise/sdk': 'workspace:^' };
    });
    await rm(join(folder, 'README.md'));
    await rm(join(folder, 'logo.svg'));
    const { found, exitCode } = await problems(folder);
    expect(found).toEqual([
      'fail keyword: The store cannot find the package.',
      'fail install scripts: Installing would run postinstall, which hosts refuse.',
      'fail sdk range: "workspace:^" is no plain range.',
      'fail readme: README.md is missing.',
      'fail logo: logo.svg is missing.',
      'fail manifest: It is not that of the built code: the range of the SDK differs.',
    ]);
    expect(exitCode).toBe(7);
    const { stdout } = await mortise(['plugin', 'check', folder]);
    expect(stdout).toContain('✗ fail  keyword          The store cannot find the package.\n');
    expect(stdout).toContain('fix: Add "mortise-plugin" to keywords.\n');
  });

  it.each([
    ['^2.0.0', 'The plugin asks for ^2.0.0, and 1.0.0 is installed.'],
    ['*', '"*" is no plain range.'],
  ])('refuses the SDK range %s', async (range, reason) => {
    const folder = await copyPlugin((packageJson) => {
      packageJson['peerDependencies'] = { '@mortise/sdk': range };
    });
    expect((await problems(folder)).found).toContain(`fail sdk range: ${reason}`);
  });

  it('sees that the manifest is older than the code', async () => {
    const folder = await copyPlugin();
    const path = join(folder, 'dist/manifest.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"Get an order"', '"Fetch an order"'));
    expect((await problems(folder)).found).toEqual([
      'fail manifest: It is not that of the built code: the action get-order differs.',
    ]);
  });

  it.each([
    ['no manifest', undefined, './dist/manifest.json is missing.'],
    ['text', 'hello', './dist/manifest.json is not JSON.'],
    ['another version', '{"manifestVersion":2}', './dist/manifest.json is broken: manifestVersion: Invalid input: expected 1'],
  ])('says what is wrong with a manifest: %s', async (_name, text, reason) => {
    const folder = await copyPlugin();
    const path = join(folder, 'dist/manifest.json');
    await (text === undefined ? rm(path) : writeFile(path, text));
    expect((await problems(folder)).found[0]).toContain(reason);
  });

  it.each([
    ['throws', 'throw new Error("no configuration");', 'no configuration'],
    ['ends the process', 'process.exit(0);', 'Its process ended before it was loaded.'],
    ['exports something else', 'export default {};', 'Its default export is not what definePlugin() gives.'],
    ['never ends', 'for (;;);', 'It did not load within 10 s.'],
  ])('is not taken down by code that %s', async (_name, code, reason) => {
    const folder = await copyPlugin();
    await writeFile(join(folder, 'dist/index.js'), code);
    expect((await problems(folder)).found).toEqual([`fail code: The built plugin cannot be loaded. ${reason}`]);
  });

  it.each([
    ['[]', 'holds no JSON object'],
    ['{"name":"root","private":true}', 'is not that of a plugin'],
  ])('says what is wrong with the package.json %s', async (text, reason) => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'package.json'), text);
    const { stderr, exitCode } = await mortise(['plugin', 'check', folder]);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('There is no package.json');
    expect(exitCode).toBe(2);
  });

  it('asks for a package.json that can be read', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'package.json'), '{');
    const { stderr } = await mortise(['plugin', 'check', folder]);
    expect(stderr).toContain('is not JSON');
    expect(stderr).not.toContain('doctor');
  });

  it('says that the dependencies of a plugin are not installed', async () => {
    const folder = await copyPlugin();
    await rm(join(folder, 'node_modules'));
    const { stdout, exitCode } = await mortise(['plugin', 'check', folder]);
    expect(stdout).toContain('fix: Install what the plugin depends on: pnpm install.');
    expect(exitCode).toBe(7);
  });

  it('needs a folder with a package.json', async () => {
    const { stderr, exitCode } = await mortise(['plugin', 'check', await makeFolder()]);
    expect(stderr).toContain('There is no package.json in');
    expect(exitCode).toBe(2);
  });
});
