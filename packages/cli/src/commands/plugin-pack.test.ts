import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder, mortise, schemaProblems, startHost } from '../mortise.test-kit.ts';

const packageDirectory = fileURLToPath(new URL('../..', import.meta.url));

const actions = `
import { setTimeout as sleep } from 'node:timers/promises';
import { CustomAction, type InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { priceOf } from './prices.ts';

export const notAnAction = 7;

export class PriceOrder extends CustomAction {
  readonly name = 'price-order';
  readonly title = 'Price an order';
  readonly input = z.object({ pieces: z.int() });
  readonly output = z.looseObject({ total: z.number() });

  async execute({ pieces }: InputOf<PriceOrder>) {
    await sleep(1);
    return { total: priceOf(pieces) };
  }
}
`;

/** The folder of a service, which has what its actions import. */
async function makeService(source = actions): Promise<string> {
  const folder = await makeFolder();
  for (const name of ['@mortise/sdk', 'zod']) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(packageDirectory, 'node_modules', name), link);
  }
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'shop', type: 'module', private: true }));
  await writeFile(join(folder, 'src/orders.actions.ts'), source);
  await writeFile(join(folder, 'src/prices.ts'), 'export const priceOf = (pieces: number): number => pieces * 3;\n');
  return folder;
}

describe('mortise plugin pack', { timeout: 60_000 }, () => {
  it('makes a plugin that passes the check and runs in a clean host', async () => {
    const cwd = await makeService();
    const packed = await mortise(['plugin', 'pack', 'src/orders.actions.ts', '--name', 'shop', '--title', 'Our shop', '--json'], {
      cwd,
    });
    expect(schemaProblems('plugin-pack', packed.stdout)).toBeUndefined();
    expect(JSON.parse(packed.stdout).data).toMatchObject({ packageName: 'mortise-plugin-shop', actions: ['shop.price-order'] });
    const checked = await mortise(['plugin', 'check', 'plugin-shop', '--json'], { cwd });
    expect(checked.exitCode).toBe(0);
    expect(JSON.parse(checked.stdout).data.findings).not.toContainEqual(expect.objectContaining({ status: 'warn' }));

    const project = await makeFolder();
    await writeFile(join(project, 'package.json'), JSON.stringify({ dependencies: { 'mortise-plugin-shop': '*' } }));
    await mkdir(join(project, 'node_modules'));
    await symlink(join(cwd, 'plugin-shop'), join(project, 'node_modules/mortise-plugin-shop'));
    await using _host = await startHost(project);
    const { stdout } = await mortise(['call', 'shop.price-order', '--input', '{"pieces":2}', '--json'], { cwd: project });
    expect(JSON.parse(stdout).data).toMatchObject({ outcome: 'success', output: { total: 6 } });
  });

  it('needs nothing of the service at run time', async () => {
    const cwd = await makeService();
    await mortise(['plugin', 'pack', 'src/orders.actions.ts', '--name', 'shop'], { cwd });
    const code = await readFile(join(cwd, 'plugin-shop/dist/orders.actions.js'), 'utf8');
    expect(code).toContain("'./prices.js'");
    expect(code).not.toContain('InputOf<PriceOrder>');
    const packageJson = JSON.parse(await readFile(join(cwd, 'plugin-shop/package.json'), 'utf8'));
    expect(packageJson).not.toHaveProperty('dependencies');
  });

  it('reads imports, and nothing that only looks like one', async () => {
    const looks = "// taken from 'left-pad' long ago\nexport const note = \"Mail came from './nobody.ts'\";";
    const cwd = await makeService(`${looks}\n${actions}`);
    expect(await mortise(['plugin', 'pack', 'src/orders.actions.ts', '--name', 'shop'], { cwd })).toMatchObject({ exitCode: 0 });
    const code = await readFile(join(cwd, 'plugin-shop/dist/orders.actions.js'), 'utf8');
    expect(code).toContain("Mail came from './nobody.ts'");
  });

  it.each([
    ['a module without actions', 'export const seven = 7;', 'exports no action'],
    ['what imports the service itself', "import { mortise } from '@mortise/service';\nmortise;", 'from @mortise/sdk'],
    ['what reaches out of its folder', "import '../outside.ts';", 'outside of the folder'],
    ['a package that is not there', `import 'left-pad';\n${actions}`, 'left-pad'],
  ])('refuses %s', async (_what, source, reason) => {
    const cwd = await makeService(source);
    const { exitCode, stderr } = await mortise(['plugin', 'pack', 'src/orders.actions.ts', '--name', 'shop'], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });

  it('makes it in a folder from which the SDK cannot be found', async () => {
    const [cwd, elsewhere] = [await makeService(), await makeFolder()];
    const out = join(elsewhere, 'new/plugin-shop');
    const parameters = ['plugin', 'pack', 'src/orders.actions.ts', '--name', 'shop', '--out', out];
    expect(await mortise(parameters, { cwd })).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(await readFile(join(out, 'dist/manifest.json'), 'utf8'))).toMatchObject({
      actions: [{ name: 'price-order' }],
    });
    expect(await readdir(join(cwd, 'src'))).toEqual(['orders.actions.ts', 'prices.ts']);
  });

  it('leaves nothing behind where an action reads a file beside it, and says so', async () => {
    const reads = "import { readFileSync } from 'node:fs';\nreadFileSync(new URL('./prices.json', import.meta.url));";
    const cwd = await makeService(`${reads}\n${actions}`);
    await writeFile(join(cwd, 'src/prices.json'), '[]');
    const { exitCode, stderr } = await mortise(['plugin', 'pack', 'src/orders.actions.ts', '--name', 'shop'], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Only modules come along')]);
    expect(stderr).toContain('prices.json');
    expect(await readdir(cwd)).not.toContain('plugin-shop');
    expect(await readdir(join(cwd, 'src'))).toEqual(['orders.actions.ts', 'prices.json', 'prices.ts']);
  });

  it('writes over nothing', async () => {
    const cwd = await makeService();
    await mkdir(join(cwd, 'plugin-shop'));
    expect((await mortise(['plugin', 'pack', 'src/orders.actions.ts', '--name', 'shop'], { cwd })).stderr).toContain(
      'there already',
    );
  });
});
