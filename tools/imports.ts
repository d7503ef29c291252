import { posix } from 'node:path';
import ts from 'typescript';

/** Who may use which package of ours. A plugin's rule stands below; a package without a rule is a problem itself. */
const rules: Readonly<Record<string, readonly string[] | 'any'>> = {
  'packages/sdk': [],
  'packages/testing': ['@mortise/sdk'],
  'packages/runtime': ['@mortise/sdk'],
  'packages/service': ['@mortise/runtime', '@mortise/sdk'],
  'packages/create-plugin': [],
  'packages/cli': 'any',
  'apps/host': ['@mortise/runtime', '@mortise/sdk', '@mortise/service'],
  'apps/studio': [],
  'apps/demo-shop': [],
};
const pluginRule = ['@mortise/sdk'];
const alsoInTests = ['@mortise/testing', '@mortise/demo-shop'];
const knowNest = ['packages/service', 'packages/cli', 'apps/host'];

/** Something that a package names in order to use it: by an import, or in its package.json. */
export interface Use {
  /** For the message: the file that names it. */
  readonly file: string;
  readonly specifier: string;
  readonly forTests: boolean;
}

/** What is wrong about the uses of one package, as sentences. */
export function findProblems(folder: string, uses: readonly Use[]): string[] {
  if (/^(examples\/|bench$)/.test(folder)) return [];
  const rule = folder.startsWith('plugins/') ? pluginRule : rules[folder];
  if (!rule) return [`${folder} has no rule in tools/imports.ts.`];
  return uses.flatMap((use) => {
    const allowed = rule === 'any' || (use.forTests ? [...rule, ...alsoInTests] : rule);
    const target = packageOf(use.specifier);
    if (use.specifier.startsWith('.')) {
      const path = posix.join(posix.dirname(use.file), use.specifier);
      return path.startsWith(`${folder}/`) ? [] : [`${use.file} reaches out of its package to ${path}.`];
    }
    if (target.startsWith('@nestjs/') && !knowNest.includes(folder)) return [`${use.file} uses Nest (${target}).`];
    // A package may ask for the place of a file of its own.
    if (target === `@mortise/${posix.basename(folder)}`) return [];
    if (target.startsWith('@mortise/') && allowed !== true && !allowed.includes(target)) {
      return [`${use.file} may not use ${target}.`];
    }
    return [];
  });
}

const resolved = /(?:import\.meta\.resolve|createRequire\([^)]*\)(?:\.resolve)?)\(\s*['"]([^'"]+)['"]/g;

/** Everything that a source text imports: statically, dynamically, for its types alone, to export it again, or by asking for its place. */
export function readSpecifiers(text: string): string[] {
  const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return [...imported, ...Array.from(text.matchAll(resolved), ([, specifier = '']) => specifier)];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
