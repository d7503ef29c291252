import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { publishable, readManifest, root } from './packages.ts';
import { type PackedPackage, packAll } from './packed.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { twoAtATime } from './two-at-a-time.mjs';

describe('A published package', () => {
  const folder = temporaryFolder();
  let packed: PackedPackage[];
  const manifests = () => packed.map(({ directory }) => readManifest(directory));

  beforeAll(async () => {
    packed = await packAll(publishable, folder);
  });

  it('has a licence, engines and public access', () => {
    for (const { name, license, engines, publishConfig } of manifests()) {
      expect.soft({ license, access: publishConfig?.access }, name).toEqual({ license: 'Apache-2.0', access: 'public' });
      expect.soft(engines, name).toHaveProperty('node');
    }
  });

  it('contains a readme and the text of the licence', () => {
    const missing = packed.flatMap(({ directory, folder }) =>
      ['README.md', 'LICENSE'].filter((file) => !existsSync(join(directory, file))).map((file) => `${folder}/${file}`),
    );
    expect(missing).toEqual([]);
  });

  it('runs no script when it is installed', () => {
    for (const { name, scripts } of manifests()) {
      const onInstall = Object.keys(scripts ?? {}).filter((script) => /^(pre|post)?install$/.test(script));
      expect.soft(onInstall, name).toEqual([]);
    }
  });

  it('leads nobody to its source', () => {
    for (const { name, exports } of manifests()) {
      expect.soft(JSON.stringify(exports ?? {}), name).not.toContain('@mortise/source');
    }
  });

  it('depends on versions that a registry understands', () => {
    for (const { name, dependencies, optionalDependencies, peerDependencies } of manifests()) {
      const ranges = Object.values({ ...dependencies, ...optionalDependencies, ...peerDependencies });
      const local = ranges.filter((range) => /^(workspace|catalog|link|file):/.test(range));
      expect.soft(local, name).toEqual([]);
    }
  });

  it('asks for the SDK by a plain range, if it asks for it as a peer', () => {
    const ranges = publishable.map(({ manifest }) => manifest.peerDependencies?.['@mortise/sdk']).filter(Boolean);
    expect(ranges.filter((range) => range?.startsWith('workspace:'))).toEqual([]);
  });

  it('satisfies publint', async () => {
    const problems = await twoAtATime(packed, async ({ folder, tarball }) => {
      const { buffer } = Uint8Array.from(await readFile(tarball));
      const { messages, pkg } = await publint({ strict: true, level: 'warning', pack: { tarball: buffer } });
      return messages.map((message) => `${folder}: ${formatMessage(message, pkg, { color: false })}`);
    });
    expect(problems.flat()).toEqual([]);
  });

  it('gives its users types that are not wrong', async () => {
    const typed = packed.filter(({ manifest }) => JSON.stringify(manifest.exports ?? {}).includes('"types"'));
    const reports = await twoAtATime(typed, ({ tarball }) => areTheTypesWrong(tarball));
    expect(reports.filter((report) => report !== undefined)).toEqual([]);
  });
});

/** What attw has to complain about. CommonJS is left out: `require` gets our ESM from the Node versions that we support. */
function areTheTypesWrong(tarball: string): Promise<string | undefined> {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [attw, tarball, '--profile', 'esm-only', '--no-color'], (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` : undefined),
    );
  });
}
