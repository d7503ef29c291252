import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileStore } from './file-store.ts';
import { FolderFileStore } from './folder-file-store.ts';

let opening: Promise<FileStore> | undefined;

/** The files of a program without a host: in a folder of its own among the temporary ones, which the system clears. */
export function temporaryFiles(): Promise<FileStore> {
  opening ??= mkdtemp(join(tmpdir(), 'mortise-')).then((folder) => new FolderFileStore(folder));
  return opening;
}
