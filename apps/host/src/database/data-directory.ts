import { chmod, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder that holds what only this host may read: its key, its token and, embedded, its database. */
export class DataDirectory {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async open(path: string): Promise<DataDirectory> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    return new DataDirectory(path);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** The text of a file without its last line break; `undefined` where there is none. */
  async read(name: string): Promise<string | undefined> {
    try {
      return (await readFile(this.file(name), 'utf8')).trim();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Writes a new file for the owner's eyes only; one that exists is never overwritten. */
  async create(name: string, text: string): Promise<void> {
    await writeFile(this.file(name), `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await this.#flush();
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(this.file(from), this.file(to));
    await this.#flush();
  }

  /** A name is on the disk once the folder is: a key must not be gone after a loss of power that its database has survived. */
  async #flush(): Promise<void> {
    await using folder = await open(this.path);
    await folder.sync();
  }
}
