import { randomBytes } from 'node:crypto';
import type { DataDirectory } from '../database/data-directory.ts';
import { parseMasterKey } from './parse-master-key.ts';

const currentFile = 'master.key';
const nextFile = 'master.key.next';

/**
 * The master key that the host has made for itself. A new one lies beside it until everything is wrapped with it, so that a
 * rotation may break off at any moment.
 */
export class MasterKeyFile {
  readonly #directory: DataDirectory;

  constructor(directory: DataDirectory) {
    this.#directory = directory;
  }

  /** The keys that are there, the one that wraps first. Throws a ConfigurationError. */
  async read(): Promise<readonly Buffer[]> {
    const [next, current] = [await this.#directory.read(nextFile), await this.#directory.read(currentFile)];
    // A rotation broke off between its last two steps.
    if (next !== undefined && current === undefined) await this.#directory.rename(nextFile, currentFile);
    return [next, current].flatMap((text) => (text === undefined ? [] : parseMasterKey(text, currentFile)));
  }

  async make(): Promise<Buffer> {
    return this.#create(currentFile);
  }

  /** The key to rotate to: the one of a rotation that broke off, else a new one. */
  async next(): Promise<Buffer> {
    const text = await this.#directory.read(nextFile);
    return text === undefined ? this.#create(nextFile) : parseMasterKey(text, nextFile);
  }

  /** To be called once nothing is wrapped with the old key any more. It stays under its own name, for backups of the database. */
  async finish(oldKeyId: string): Promise<void> {
    await this.#directory.rename(currentFile, `${currentFile}.${oldKeyId}`);
    await this.#directory.rename(nextFile, currentFile);
  }

  async #create(name: string): Promise<Buffer> {
    const key = randomBytes(32);
    await this.#directory.create(name, key.toString('base64url'));
    return key;
  }
}
