import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Identity, isPublicKey } from './link/identity.ts';

const Saved = z.object({
  privateKey: z.string(),
  /** The host that approved the service; another one is not spoken with. */
  host: z.string().optional(),
});

/** What a service remembers between its starts: who it is, and whom it belongs to. */
export class KeyFile {
  readonly identity: Identity;
  readonly #path: string | undefined;
  #host: string | undefined;

  private constructor(identity: Identity, path: string | undefined, host: string | undefined) {
    if (host !== undefined && !isPublicKey(host)) {
      throw new TypeError('The key of the host cannot be read. Give the one that a service writes to its log when it is paired.');
    }
    this.identity = identity;
    this.#path = path;
    this.#host = host;
  }

  /**
   * Reads the file, or makes it for the owner's eyes only. `host` is known from elsewhere. Throws a TypeError where the file holds
   * something else.
   */
  static async open(path: string, host?: string): Promise<KeyFile> {
    const text = await readIfThere(path);
    if (text === undefined) {
      const created = new KeyFile(Identity.create(), path, host);
      await created.#save();
      return created;
    }
    const { data } = Saved.safeParse(parse(text));
    if (!data) {
      throw new TypeError(
        `${path} is not the key file of a service. Put back what it was, or delete it: a new key has to be approved anew.`,
      );
    }
    return new KeyFile(Identity.open(data.privateKey), path, host ?? data.host);
  }

  /** A key that is given from elsewhere, such as the environment; a host that is not is remembered until the program ends. */
  static of(privateKey: string, host?: string): KeyFile {
    return new KeyFile(Identity.open(privateKey), undefined, host);
  }

  get host(): string | undefined {
    return this.#host;
  }

  /** Throws where it cannot be written down; it is remembered all the same, until the program ends. */
  async remember(host: string): Promise<void> {
    if (this.#host === host) return;
    this.#host = host;
    await this.#save();
  }

  async #save(): Promise<void> {
    if (this.#path === undefined) return;
    try {
      await this.#write(this.#path);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The key file ${this.#path} cannot be written: ${reason}`, { cause });
    }
  }

  async #write(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const saved = { privateKey: this.identity.save(), ...(this.#host !== undefined && { host: this.#host }) };
    const fresh = `${path}.${process.pid}.new`;
    await writeFile(fresh, `${JSON.stringify(saved)}\n`, { mode: 0o600 });
    await rename(fresh, path);
  }
}

/** Nothing where the text is no JSON, as that of a file which is empty or was cut off. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
