import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
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
    await writeFile(this.file(name), `${text}\n`, { mode: 0o600, flag: 'wx' });
  }
}
