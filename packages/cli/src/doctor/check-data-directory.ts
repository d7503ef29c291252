import { statSync } from 'node:fs';
import { readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

const enoughMegabytes = 500;

/** Whether the data directory is for the owner alone, and has room. */
export async function checkDataDirectory(directory: string): Promise<Diagnosis[]> {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (!found)
    return [green('data directory', `${directory} is made at the first start`), ...(await checkDisk(dirname(directory)))];
  if (!found.isDirectory())
    return [red('data directory', `${directory} is no folder.`, 'Move it away, or set MORTISE_DATA_DIR.')];
  return [...(await checkRights(directory, found.mode)), ...(await checkDisk(directory))];
}

async function checkRights(directory: string, mode: number): Promise<Diagnosis[]> {
  // Windows keeps rights elsewhere; the folder of a user is for that user alone.
  if (process.platform === 'win32') return [green('data directory', directory)];
  const open = isOpen(mode);
  const files = await readdir(directory, { withFileTypes: true });
  const readable = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async ({ name }) => (isOpen((await stat(join(directory, name))).mode) ? [name] : [])),
  );
  const names = readable.flat();
  const keys = names.filter((name) => /\.(key|token)$/.test(name));
  return [
    open
      ? red('data directory', `Others can look into ${directory}.`, `chmod 700 ${directory}`)
      : green('data directory', `${directory}, for its owner only`),
    keys.length > 0
      ? red(
          'key files',
          `Others may read ${keys.join(' and ')}.`,
          `chmod 600 ${keys.map((name) => join(directory, name)).join(' ')}`,
        )
      : green('key files', 'for their owner only'),
  ];
}

/** Whether anybody but the owner has any right. */
export function isOpen(mode: number): boolean {
  return (mode & 0o077) !== 0;
}

async function checkDisk(directory: string): Promise<Diagnosis[]> {
  const probe = join(directory, `.mortise-doctor-${process.pid}`);
  try {
    await writeFile(probe, 'x', { flag: 'wx', mode: 0o600 });
    await rm(probe);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    return [
      red('disk', `${directory} cannot be written${reason}.`, 'Give yourself the right to write there, or free some space.'),
    ];
  }
  const { bavail, bsize } = await statfs(directory);
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  if (free < enoughMegabytes)
    return [yellow('disk', `Only ${free} MB are free.`, 'Free some space: a full disk stops every run.')];
  return [green('disk', `can be written, ${free} MB free`)];
}
