import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesMachinePath, registryAddresses } from './machine-paths.ts';
import { root } from './packages.ts';

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && statSync(join(root, file), { throwIfNoEntry: false })?.isFile());

describe('The repository', () => {
  it('names no path of a machine', () => {
    expect(files.filter((file) => namesMachinePath(read(file)))).toEqual([]);
  });

  it('names no host of a registry where packages are locked or configured', () => {
    const found = files
      .filter((file) => /^(pnpm-lock\.yaml|package-lock\.json|npm-shrinkwrap\.json|\.npmrc)$/.test(basename(file)))
      .flatMap((file) => registryAddresses(read(file)).map((address) => `${file}: ${address}`));
    expect(found).toEqual([]);
  });
});

describe('namesMachinePath', () => {
  it('sees the home folder of a person', () => {
    expect(namesMachinePath(`cd ${['', 'home', 'ada', 'mortise'].join('/')}`)).toBe(true);
  });

  it('lets addresses and relative paths pass', () => {
    expect(namesMachinePath('https://example.com/home/orders and src/work/index.ts')).toBe(false);
  });
});

describe('registryAddresses', () => {
  it('sees where a tarball was fetched', () => {
    expect(registryAddresses('  resolution: {tarball: https://npm.example.com/zod.tgz}')).toEqual([
      'https://npm.example.com/zod.tgz',
    ]);
  });

  it('ignores an address in a deprecation notice', () => {
    expect(registryAddresses('    deprecated: see https://example.com')).toEqual([]);
  });
});

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
