import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fixture, makeFolder } from './generated.test-kit.ts';

const bin = fileURLToPath(new URL('bin.ts', import.meta.url));

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs the command from its sources, without a terminal. */
function run(cwd: string, ...parameters: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@mortise/source', bin, ...parameters], { cwd }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, exitCode: typeof error?.code === 'number' ? error.code : 0 }),
    );
  });
}

describe('pnpm create @mortise/plugin', { timeout: 30_000 }, () => {
  it('writes a plugin with one connector and its test', async () => {
    const cwd = await makeFolder();

    const { stdout, stderr, exitCode } = await run(cwd, 'acme');

    expect(exitCode).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      'acme/.changeset/config.json',
      'acme/.gitignore',
      'acme/README.md',
      'acme/logo.svg',
      'acme/package.json',
      'acme/pnpm-workspace.yaml',
      'acme/src/acme.application.ts',
      'acme/src/connectors/get-item.test.ts',
      'acme/src/connectors/get-item.ts',
      'acme/src/index.test.ts',
      'acme/src/index.ts',
      'acme/tsconfig.build.json',
      'acme/tsconfig.json',
      'acme/tsup.config.ts',
    ]);
    expect(stderr).toBe('wrote  mortise-plugin-acme: 14 files, 1 connector\nnext   cd acme && pnpm install && pnpm test\n');
  });

  it('leaves no word of the template behind', async () => {
    const cwd = await makeFolder();
    await run(cwd, '@me/plugin-my-erp');

    const folder = join(cwd, 'my-erp');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const file of files) expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toMatch(/acme/i);
    expect(await readFile(join(folder, 'package.json'), 'utf8')).toContain('"name": "@me/plugin-my-erp"');
    expect(await readFile(join(folder, 'src/my-erp.application.ts'), 'utf8')).toContain('class MyErp extends Application');
  });

  it('keeps imports in order, whatever the name', async () => {
    const cwd = await makeFolder();
    await run(cwd, 'zeta');
    expect(await readFile(join(cwd, 'zeta/src/index.ts'), 'utf8')).toContain(
      "import { GetItem } from './connectors/get-item.ts';\nimport { Zeta } from './zeta.application.ts';\n",
    );
  });

  it('writes the operations that are named', async () => {
    const cwd = await makeFolder();
    const { stdout, exitCode } = await run(cwd, 'acme', '--openapi', fixture('pets.yaml'), '--operations', 'getPetById');
    expect(exitCode).toBe(0);
    expect(stdout.match(/connectors\/.*/g)).toEqual(['connectors/get-pet-by-id.ts', 'connectors/get-pet-by-id.test.ts']);
  });

  it('does not write into a folder that is in use, though one with a .git will do', async () => {
    const cwd = await makeFolder();
    await mkdir(join(cwd, 'acme/.git'), { recursive: true });
    expect(await run(cwd, 'acme')).toMatchObject({ exitCode: 0 });
    expect(await run(cwd, 'acme')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('already') });
    await writeFile(join(cwd, 'other'), '');
    expect(await run(cwd, 'other')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is a file') });
    await symlink(join(cwd, 'missing'), join(cwd, 'dangling'));
    expect(await run(cwd, 'dangling')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('leads nowhere') });
  });

  it.each([
    [[], 'Give the plugin one name.'],
    [['a', 'b'], 'Give the plugin one name.'],
    [['../x'], 'cannot be the name of a plugin'],
    [['acme', '--nope'], "Unknown option '--nope'"],
    [['acme', '--openapi', 'a', '--wsdl', 'b'], 'from one description'],
    [['acme', '--operations', 'a', '--all', '--openapi', 'a'], 'not both'],
    [['acme', '--operations', 'a'], 'go with a description'],
    [['acme', '--openapi', 'a', '--openapi', 'b'], '--openapi is given twice.'],
    [['acme', '--openapi', 'a', '--operations', ','], '--operations takes names'],
    [['acme', '--openapi', 'missing.json'], 'missing.json cannot be read (ENOENT)'],
    [['acme', '--graphql', fixture('shop.graphql'), '--url', 'ftp://x'], 'is no address'],
  ])('ends with 2 for %j and writes nothing', async (parameters, words) => {
    const cwd = await makeFolder();
    const { stderr, exitCode } = await run(cwd, ...parameters);
    expect(stderr).toContain(words);
    expect(exitCode).toBe(2);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('begins its help with two examples, and knows its version', async () => {
    const cwd = await makeFolder();
    const { stdout, exitCode } = await run(cwd, '--help');
    expect(stdout).toMatch(/^Examples:\n {2}\$ pnpm create @mortise\/plugin acme\n {2}\$ /);
    expect(exitCode).toBe(0);
    expect((await run(cwd, '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
