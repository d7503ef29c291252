import { definePlugin } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GetBook, Library, ListBooks } from '../../test/library.ts';
import { packageProblems } from './package-rules.ts';
import type { PluginPackage } from './plugin-package.ts';
import { manifestProblems, schemaProblems } from './schema-rules.ts';
import { codeProblems, documentationProblems, nameProblems, testProblems } from './source-rules.ts';
import { descriptionProblems, logoProblems, readmeProblems, titleProblems } from './store-rules.ts';

class Branch extends Library {
  override readonly categories = ['books'];
}

const readme = '## What it connects\n## How to connect it\n## What it offers\n`get-book` `list-books`\n## Known limits\n';
const documented = '/** @see https://library.example/docs */\nexport class X {}';

function pluginPackage(changes: Partial<PluginPackage> = {}): PluginPackage {
  return {
    plugin: definePlugin({ application: Branch, connectors: [GetBook, ListBooks] }),
    packageJson: {
      name: '@mortise/plugin-library',
      description: 'Library',
      license: 'Apache-2.0',
      type: 'module',
      keywords: ['mortise-plugin'],
      files: ['dist', 'logo.svg'],
      mortise: { manifest: './dist/manifest.json' },
      scripts: { build: 'tsup' },
      dependencies: {},
      peerDependencies: { '@mortise/sdk': '^1.0.0', zod: '^4.0.0' },
    },
    readme,
    logo: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="url(#a)" d="M0 0"/></svg>',
    sources: ['library.application', 'connectors/get-book', 'connectors/list-books'].map((name) => ({
      path: `src/${name}.ts`,
      text: documented,
    })),
    tests: [
      { path: 'src/connectors/get-book.test.ts', text: '' },
      { path: 'src/index.test.ts', text: "faultMatrix(plugin, { 'list-books': {} })" },
    ],
    ...changes,
  };
}

/** The plugin with another title, description or schema of its first action. */
function withAction(facts: { name?: string; title?: string; description?: string; input?: z.ZodType; output?: z.ZodType }) {
  const { plugin } = pluginPackage();
  const action = Object.assign(new GetBook(), facts);
  return pluginPackage({ plugin: { ...plugin, actions: [action] } });
}

const rules = {
  packageProblems,
  manifestProblems,
  schemaProblems,
  codeProblems,
  documentationProblems,
  nameProblems,
  testProblems,
  descriptionProblems,
  logoProblems,
  readmeProblems,
  titleProblems,
};

describe('The contract', () => {
  it.each(Object.entries(rules))('has nothing to complain about in a good plugin: %s', (_name, problems) => {
    expect(problems(pluginPackage())).toEqual([]);
  });

  it.each(['get a book', 'Get a book.', 'Get a Loaned Book'])('does not take %j for a title', (title) => {
    expect(titleProblems(withAction({ title }))).toHaveLength(1);
  });

  it.each(['Get a book', 'Search Google Drive files', 'Get VAT', 'Ask eBay'])('takes %j for a title', (title) => {
    expect(titleProblems(withAction({ title }))).toEqual([]);
  });

  it('wants descriptions that are sentences and say more than the title', () => {
    expect(descriptionProblems(withAction({ description: 'Gets it' }))).toHaveLength(1);
    expect(descriptionProblems(withAction({ description: 'Get a book.' }))).toHaveLength(1);
    expect(descriptionProblems(withAction({ description: 'Gets a book by its id.' }))).toEqual([]);
  });

  it('misses parts and actions in a README', () => {
    expect(readmeProblems(pluginPackage({ readme: '' }))).toEqual(['There is no README.md.']);
    expect(
      readmeProblems(pluginPackage({ readme: readme.replace('## Known limits', '').replace('`get-book`', 'get-book') })),
    ).toEqual([
      'README.md has no part "What it connects".'.replace('What it connects', 'Known limits'),
      'README.md does not name `get-book`.',
    ]);
  });

  it.each([
    ['', 'There is no logo.svg.'],
    ['<svg/>', 'viewBox'],
    ['<svg viewBox="0 0 1 1"><script>1</script></svg>', 'a script'],
    ['<svg viewBox="0 0 1 1" onload="x()"/>', 'an event handler'],
    ['<svg viewBox="0 0 1 1"><image href="https://example.org/x.png"/></svg>', 'outside of it'],
    ['<svg viewBox="0 0 1 1"><path style="fill:url(https://example.org)"/></svg>', 'outside of it'],
    ['<svg viewBox="0 0 1 1"><foreignObject/></svg>', 'foreign content'],
    ['<!DOCTYPE svg><svg viewBox="0 0 1 1"/>', 'a document type'],
    [`<svg viewBox="0 0 1 1">${' '.repeat(20_000)}</svg>`, 'larger than'],
  ])('refuses the logo %#', (logo, words) => {
    expect(logoProblems(pluginPackage({ logo })).join()).toContain(words);
  });

  it.each([
    [{ keywords: [] }, 'mortise-plugin'],
    [{ name: 'something' }, 'does not hold "library"'],
    [{ mortise: {} }, 'mortise.manifest'],
    [{ type: 'commonjs' }, '"type"'],
    [{ license: '' }, 'licence'],
    [{ files: ['dist'] }, 'logo.svg'],
    [{ peerDependencies: { zod: '^4.0.0' } }, '@mortise/sdk has to be'],
    [{ peerDependencies: { '@mortise/sdk': 'workspace:*', zod: '^4.0.0' } }, '@mortise/sdk has to be'],
    [{ dependencies: { '@mortise/sdk': '^1.0.0' } }, 'may not be a dependency'],
    [{ scripts: { postinstall: 'evil' } }, 'runs when it is installed'],
  ])('refuses the package.json with %o', (change, words) => {
    const { packageJson } = pluginPackage();
    expect(packageProblems(pluginPackage({ packageJson: { ...packageJson, ...change } })).join()).toContain(words);
  });

  it('wants schemas that can be described, inputs that are objects and outputs that keep unknown fields', () => {
    expect(schemaProblems(withAction({ input: z.string() })).join()).toContain('is not an object');
    expect(schemaProblems(withAction({ output: z.looseObject({ at: z.date() }) })).join()).toContain('cannot be described');
    expect(schemaProblems(withAction({ output: z.object({ id: z.string() }) })).join()).toContain('drops unknown fields. Use');
    const deep = z.looseObject({ books: z.array(z.object({ id: z.string() })) });
    expect(schemaProblems(withAction({ output: deep }))).toEqual([
      'The output of get-book drops unknown fields at books[]. Use z.looseObject().',
    ]);
  });

  it('wants an application that the store can list', () => {
    const { plugin } = pluginPackage();
    const problems = manifestProblems(pluginPackage({ plugin: { application: new Library(), actions: plugin.actions } }));
    expect(problems.join()).toContain('category');
  });

  it('wants a file, a link and a test for every action', () => {
    const without = pluginPackage({ sources: [], tests: [] });
    expect(nameProblems(without)).toHaveLength(3);
    expect(testProblems(without)).toHaveLength(2);
    expect(nameProblems(withAction({ name: 'Get_Book' })).join()).toContain('is not a name');
    const unlinked = pluginPackage().sources.map((file) => ({ ...file, text: '/** A book. */\nexport class X {}' }));
    expect(documentationProblems(pluginPackage({ sources: unlinked }))).toHaveLength(3);
    const elsewhere = [{ path: 'src/a.test.ts', text: "import { X } from './list-books-of-others.ts'; faultMatrix(X, {})" }];
    expect(testProblems(pluginPackage({ tests: elsewhere }))).toHaveLength(2);
  });

  it.each([
    ['const a: any = 1;', 'any'],
    ['const a = b as any;', 'any'],
    ['const a = b as string;', 'casts'],
    ['const a = f(b) as { id: string };', 'casts'],
    ["await fetch('https://example.org');", 'fetch'],
    ["await globalThis.fetch('https://example.org');", 'fetch'],
    ["globalThis['fetch']('https://example.org');", 'fetch'],
    ['const a = process.env.HOME;', 'process'],
    ["const a = process['env'].HOME;", 'process'],
    ["import { get } from 'node:https';", 'imports "node:https"'],
    ["import { exec } from 'child_process';", 'imports "child_process"'],
    ["const fs = await import('node:fs/promises');", 'imports "node:fs/promises"'],
    ["import { request } from 'undici';", 'imports "undici"'],
    ['const a = z.any();', 'z.any()'],
    ['const a = b!;', '`!`'],
    ['const a = b.get(1)!.c;', '`!`'],
    ['// @ts-ignore', 'silences'],
    ['/* @ts-expect-error */ f();', 'silences'],
    ["new Function('x');", 'evaluates'],
  ])('finds in the code: %s', (text, words) => {
    expect(codeProblems(pluginPackage({ sources: [{ path: 'src/a.ts', text }] })).join()).toContain(words);
  });

  it.each([
    'const a = [1] as const;',
    "import * as zod from 'zod'; import { a as b } from './a.ts'; export { b as c };",
    '/** fetch( any as string */ // process.env',
    "const a = 'fetch(' + `as string`;",
    'const anything = { any: 1, many: context.fetch(2) };',
    "import { createHash } from 'node:crypto'; import { z } from 'zod'; import { a } from './a.ts';",
    "// import { get } from 'node:https';",
    'if (!a || a !== b) { c = !d; }',
  ])('finds nothing in the code: %s', (text) => {
    expect(codeProblems(pluginPackage({ sources: [{ path: 'src/a.ts', text }] }))).toEqual([]);
  });
});
