import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import type { DataDirectory } from './data-directory.ts';

/**
 * Keeps a data directory to one process. The lock is one that the operating system holds for an open SQLite file, so it is
 * gone the moment its process is, however that ended.
 */
export class DirectoryLock {
  readonly #file: DatabaseSync;

  private constructor(file: DatabaseSync) {
    this.#file = file;
  }

  static take(directory: DataDirectory): DirectoryLock {
    const path = directory.file('host.lock');
    // Made before SQLite opens it, whose journal takes on its mode.
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    const file = new DatabaseSync(path, { timeout: 0 });
    try {
      file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (cause) {
      file.close();
      throw new ConfigurationError(
        `MORTISE_DATA_DIR: another host is running on ${directory.path}. Stop it, or give this one a folder of its own. Several hosts share a PostgreSQL database (MORTISE_DATABASE_URL).`,
        { cause },
      );
    }
    return new DirectoryLock(file);
  }

  release(): void {
    this.#file.close();
  }
}
