// What the workspace consists of. Plain JavaScript, because the bootstrap reads it before anything is installed.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folders of all packages below the root: the ones that pnpm-workspace.yaml names. */
export function packageFolders() {
  const nested = ['packages', 'plugins', 'apps', 'examples'].flatMap((parent) =>
    existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : [],
  );
  return [...nested, 'bench'].filter((folder) => existsSync(join(root, folder, 'package.json'))).sort();
}
