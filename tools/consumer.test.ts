import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Package, packages, root } from './packages.ts';
import { packAll } from './packed.ts';
import { temporaryFolder } from './temporary-folder.ts';

const names = ['@mortise/sdk', '@mortise/plugin-demo-shop'];

describe('The packages in a project of their user', () => {
  const packed = temporaryFolder();
  const project = temporaryFolder();

  beforeAll(async () => {
    const members = packages.filter(({ manifest }) => names.includes(manifest.name));
    for (const member of await packAll(members, packed)) {
      cpSync(member.directory, join(project, 'node_modules', member.manifest.name), { recursive: true });
      linkDependencies(member);
    }
    cpSync(join(root, 'tools/consumer/plugin.ts'), join(project, 'plugin.ts'));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  });

  it.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ])('type-check with module %s and moduleResolution %s', (module, moduleResolution) => {
    const compilerOptions = { target: 'ES2024', module, moduleResolution, types: ['node'], strict: true, noEmit: true };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const tsc = join(root, 'node_modules/@typescript/native/bin/tsc');
    expect(spawnSync(process.execPath, [tsc], { cwd: project, encoding: 'utf8' }).stdout).toBe('');
  });

  it('run', () => {
    const output = execFileSync(process.execPath, ['plugin.ts'], { cwd: project, encoding: 'utf8' });
    expect(output).toBe('1 Library Demo shop\n');
  });

  /** Links what a package depends on, and nothing else, to what is installed for it. Packages of ours are the packed ones. */
  function linkDependencies({ folder, manifest }: Package): void {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, '@types/node': '' });
    for (const name of names.filter((name) => !name.startsWith('@mortise/'))) {
      const link = join(project, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      if (!existsSync(link)) symlinkSync(realpathSync(join(root, folder, 'node_modules', name)), link, 'junction');
    }
  }
});
