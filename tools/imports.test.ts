import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProblems, readSpecifiers, type Use } from './imports.ts';
import { type Package, packages, root } from './packages.ts';

describe('Imports point one way', () => {
  it.each(packages)('in the source of $folder', ({ folder }) => {
    expect(findProblems(folder, importsOf(folder))).toEqual([]);
  });

  it.each(packages)('in the package.json of $folder', (member) => {
    expect(findProblems(member.folder, dependenciesOf(member))).toEqual([]);
  });
});

describe('findProblems', () => {
  const importing = (specifier: string, forTests = false) => [{ file: 'plugins/made-up/src/index.ts', specifier, forTests }];

  it.each(['@mortise/host', '@mortise/plugin-other/order', '@mortise/runtime'])('forbids a plugin to import %s', (specifier) => {
    expect(findProblems('plugins/made-up', importing(specifier))).toEqual([
      `plugins/made-up/src/index.ts may not use ${specifier.split('/', 2).join('/')}.`,
    ]);
  });

  it('forbids a plugin to import Nest', () => {
    expect(findProblems('plugins/made-up', importing('@nestjs/common'))).toHaveLength(1);
  });

  it('forbids a relative import of another package', () => {
    const [problem] = findProblems('plugins/made-up', importing('../../../packages/sdk/src/run.ts'));
    expect(problem).toBe('plugins/made-up/src/index.ts reaches out of its package to packages/sdk/src/run.ts.');
  });

  it('forbids the SDK to import anything of ours', () => {
    const use: Use = { file: 'packages/sdk/src/index.ts', specifier: '@mortise/runtime', forTests: false };
    expect(findProblems('packages/sdk', [use])).toHaveLength(1);
  });

  it('lets a plugin import the SDK and its own files', () => {
    expect(findProblems('plugins/made-up', [...importing('@mortise/sdk'), ...importing('./order.ts')])).toEqual([]);
  });

  it('lets nothing but tests use the testing kit', () => {
    expect(findProblems('plugins/made-up', importing('@mortise/testing', true))).toEqual([]);
    expect(findProblems('plugins/made-up', importing('@mortise/testing'))).toHaveLength(1);
  });

  it('asks for a rule where a package has none', () => {
    expect(findProblems('packages/made-up', [])).toEqual(['packages/made-up has no rule in tools/imports.ts.']);
  });
});

describe('readSpecifiers', () => {
  it('finds imports of every kind', () => {
    const text = `
      import { a } from 'static';
      import type { B } from 'type-only';
      export { c } from 'exported-again';
      const d = await import('dynamic');
      type E = import('in-a-type').E;
      const f = import.meta.resolve('resolved');
      const g = createRequire(import.meta.url)('required');
      // import 'in-a-comment';
    `;
    expect(readSpecifiers(text).sort()).toEqual([
      'dynamic',
      'exported-again',
      'in-a-type',
      'required',
      'resolved',
      'static',
      'type-only',
    ]);
  });
});

function importsOf(folder: string): Use[] {
  return globSync(`${folder}/{src,test}/**/*.{ts,tsx}`, { cwd: root }).flatMap((file) =>
    readSpecifiers(readFileSync(join(root, file), 'utf8')).map((specifier) => ({
      file: file.replaceAll('\\', '/'),
      specifier,
      forTests: /\.test(-kit)?\.tsx?$/.test(file) || file.startsWith(join(folder, 'test/')),
    })),
  );
}

function dependenciesOf({ folder, manifest }: Package): Use[] {
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = manifest;
  const uses = (names: object, forTests: boolean) =>
    Object.keys(names).map((specifier) => ({ file: `${folder}/package.json`, specifier, forTests }));
  return [
    ...uses({ ...dependencies, ...optionalDependencies, ...peerDependencies }, false),
    ...uses({ ...devDependencies }, true),
  ];
}
