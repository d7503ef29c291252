import { createHash, randomBytes } from 'node:crypto';
import { access, chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileNotFoundError } from '../errors/file-not-found-error.ts';
import { FileStoreError } from '../errors/file-store-error.ts';
import { isMortiseError } from '../errors/mortise-error.ts';
import { FileReference } from './file-reference.ts';
import type { FileFacts, FileStore, StoredFile } from './file-store.ts';

const idPattern = /^[0-9a-f]{32}$/;
/** What a file leaves in the folder: its content, what is known of it, and both while they are not whole. */
const entryPattern = /^[0-9a-f]{32}(?:\.json|\.part)?$/;

/** Keeps files in a folder that only its owner can read, each under its id: no name that a service chose becomes a path. */
export class FolderFileStore implements FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async save({ name, contentType }: FileFacts, content: AsyncIterable<Uint8Array>): Promise<FileReference> {
    const id = randomBytes(16).toString('hex');
    const part = this.#path(id, '.part');
    try {
      await this.#makeFolder();
      const reference = { id, name, contentType, ...(await write(part, content)) };
      await writeFile(this.#path(id, '.json'), JSON.stringify(reference), { mode: 0o600 });
      await rename(part, this.#path(id));
      return reference;
    } catch (thrown) {
      await this.remove(id).catch(() => undefined);
      throw isMortiseError(thrown) ? thrown : failed('written', thrown);
    }
  }

  async open(id: string): Promise<StoredFile> {
    try {
      if (!idPattern.test(id)) throw missing(id);
      const reference = FileReference.parse(JSON.parse(await readFile(this.#path(id, '.json'), 'utf8')));
      await access(this.#path(id));
      return { reference, content: read(this.#path(id)) };
    } catch (thrown) {
      if (isMortiseError(thrown)) throw thrown;
      throw isAbsence(thrown) ? missing(id) : failed('read', thrown);
    }
  }

  async remove(id: string): Promise<void> {
    if (!idPattern.test(id)) return;
    await Promise.all(['', '.json', '.part'].map((ending) => rm(this.#path(id, ending), { force: true })));
  }

  /** Removes what is older; also what a program that was killed left unfinished. Gives the number of files that went. */
  async sweep(olderThanMs: number, now = Date.now()): Promise<number> {
    const entries = await readdir(this.#folder).catch(() => []);
    const ids = new Set<string>();
    for (const entry of entries.filter((name) => entryPattern.test(name))) {
      const facts = await stat(join(this.#folder, entry)).catch(() => undefined);
      if (facts && now - facts.mtimeMs > olderThanMs) ids.add(entry.slice(0, 32));
    }
    for (const id of ids) await this.remove(id);
    return ids.size;
  }

  async #makeFolder(): Promise<void> {
    // A mode that is given to mkdir() counts for a new folder only.
    if ((await mkdir(this.#folder, { recursive: true, mode: 0o700 })) !== undefined) await chmod(this.#folder, 0o700);
  }

  #path(id: string, ending = ''): string {
    return join(this.#folder, `${id}${ending}`);
  }
}

async function write(path: string, content: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: string }> {
  const file = await open(path, 'wx', 0o600);
  try {
    const digest = createHash('sha256');
    let size = 0;
    for await (const chunk of content) {
      digest.update(chunk);
      size += chunk.byteLength;
      await file.appendFile(chunk);
    }
    return { size, sha256: digest.digest('hex') };
  } finally {
    await file.close();
  }
}

/** Opened when it is read: what is never read need not be closed. */
async function* read(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const file = await open(path);
    yield* file.createReadStream();
  } catch (thrown) {
    throw failed('read', thrown);
  }
}

function missing(id: string): FileNotFoundError {
  const shown = idPattern.test(id) ? `"${id}"` : 'of this id';
  return new FileNotFoundError(`There is no file ${shown} any more. Files are kept for a while only: download it again.`);
}

/** Says what the system says; its message would name a path. */
function failed(what: string, cause: unknown): FileStoreError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new FileStoreError(`The file could not be ${what}: ${code}. Is the disk full, or the folder for files not writable?`, {
    cause,
  });
}

function isAbsence(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
