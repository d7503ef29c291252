import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateError } from './create-error.ts';
import type { Files } from './plugin/generated-plugin.ts';
import type { PluginName } from './plugin-name.ts';

const template = fileURLToPath(new URL('../template', import.meta.url));

/** Every plugin begins with these, by their paths below its folder. */
export async function templateFiles(name: PluginName): Promise<Map<string, string>> {
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const source = join(entry.parentPath, entry.name);
        const path = source.slice(template.length + 1).replaceAll('\\', '/');
        return [rename(path, name), fill(await readFile(source, 'utf8'), name)] as const;
      }),
  );
  return new Map(files.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Throws a CreateError for a folder that holds something; one that is empty, new, or holds only a repository's `.git` will do. */
export async function refuseUsedFolder(directory: string): Promise<void> {
  const found = (await contentsOf(directory)).filter((file) => file !== '.git');
  if (found.length === 0) return;
  const shown = found.slice(0, 3).join(', ');
  throw new CreateError(
    `${directory} holds ${shown}${found.length > 3 ? ' and more' : ''} already.`,
    'Choose another name, or empty the folder',
  );
}

async function contentsOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' && (await isLink(directory))) {
      throw new CreateError(`${directory} is a link that leads nowhere.`, 'Remove it, or choose another name');
    }
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new CreateError(`${directory} is a file.`, 'Choose another name');
    throw error;
  }
}

async function isLink(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isSymbolicLink() === true;
}

export async function writeFiles(directory: string, files: Files): Promise<void> {
  for (const [path, text] of files) {
    const target = join(directory, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

/** npm leaves a .gitignore out of packages, and takes a second package.json for a package: both travel under another name. */
function rename(path: string, { kebab }: PluginName): string {
  return path
    .replace(/^gitignore\.template$/, '.gitignore')
    .replace(/\.template$/, '')
    .replace('acme', kebab);
}

function fill(text: string, { kebab, pascal, title, packageName }: PluginName): string {
  const forms: Readonly<Record<string, string>> = {
    'mortise-plugin-acme': packageName,
    'Acme Corp': title,
    Acme: pascal,
    acme: kebab,
  };
  return withSortedImports(text.replace(/mortise-plugin-acme|Acme Corp|Acme|acme/g, (token) => forms[token] ?? token));
}

/** Where the application stands among what lies beside it depends on its name. */
function withSortedImports(text: string): string {
  return text.replace(
    /(?:^import .* from '\.\/.*';\n){2,}/m,
    (lines) => `${lines.trimEnd().split('\n').sort(byModule).join('\n')}\n`,
  );
}

function byModule(one: string, other: string): number {
  const [a = '', b = ''] = [one, other].map((line) => line.slice(line.indexOf(' from ')));
  return a < b ? -1 : 1;
}
