// Installs the workspace when its lockfile, workspace file or root manifest changed. Runs under any Node from 18 on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.bootstrap');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function manifests() {
  const members = ['packages', 'plugins', 'apps', 'examples'].flatMap((folder) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => join(folder, name)) : [],
  );
  return [...members, 'bench'].map((folder) => join(folder, 'package.json')).filter((path) => existsSync(join(root, path)));
}

const hash = createHash('sha256');
for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests().sort()]) {
  hash.update(`${path}\0`).update(readFileSync(join(root, path)));
}
const wanted = hash.digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing dependencies …');
  // One string under a shell, because Windows can start npx no other way; the only variable part is our own packageManager field.
  const install = spawnSync(`npx --yes ${packageManager} install --frozen-lockfile --reporter=append-only`, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, CI: 'true' },
  });
  if (install.status !== 0) {
    console.error('The install failed; its output above says why. Run the same command again once that is mended.');
    process.exit(install.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
