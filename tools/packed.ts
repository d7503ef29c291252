import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Package, root } from './packages.ts';
import { twoAtATime } from './two-at-a-time.mjs';

const run = promisify(execFile);

/** A package as the registry would get it. */
export interface PackedPackage extends Package {
  readonly tarball: string;
  /** The unpacked tarball. */
  readonly directory: string;
}

/** Packs what the last build left in `dist`. */
export async function packAll(packages: readonly Package[], into: string): Promise<PackedPackage[]> {
  return twoAtATime(packages, async (member) => {
    const directory = join(into, member.folder);
    await mkdir(directory, { recursive: true });
    const tarball = `${directory}.tgz`;
    await run('pnpm', ['pack', '--out', tarball], { cwd: join(root, member.folder) });
    await run('tar', ['-xzf', tarball, '-C', directory, '--strip-components', '1']);
    return { ...member, tarball, directory };
  });
}
