// Installs the workspace when its lockfile, workspace file or a manifest changed. Runs under any Node from 18 on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders, root } from './workspace.mjs';

const stamp = join(root, 'node_modules', '.bootstrap');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const hash = createHash('sha256');
for (const path of [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  ...packageFolders().map((folder) => `${folder}/package.json`),
]) {
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
