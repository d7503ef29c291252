import { randomBytes } from 'node:crypto';
import { isMortiseError } from '@mortise/sdk';
import { KeysUnavailableError } from '../errors/keys-unavailable-error.ts';
import { SecretsUnreadableError } from '../errors/secrets-unreadable-error.ts';
import type { KeyContext, KeyManagement, WrappedKey } from './key-management.ts';
import { LocalKeys } from './local-keys.ts';
import { Sealer } from './sealer.ts';

const format = 'v1';
const mostKept = 1000;

/** The key of one row. It seals each field for itself. */
export class DataKey {
  readonly #sealer: Sealer;
  readonly #place: KeyContext;

  constructor(bytes: Uint8Array, place: KeyContext) {
    this.#sealer = new Sealer(bytes);
    this.#place = place;
  }

  seal(text: string, field: string): string {
    return this.#sealer.seal(text, this.#context(field));
  }

  /** Throws a SecretsUnreadableError where the record belongs to another field or another row, or was changed. */
  open(record: string, field: string): string {
    try {
      return this.#sealer.open(record, this.#context(field));
    } catch (cause) {
      const detail = 'A stored secret cannot be opened: it was changed, or belongs to another place. Enter it again.';
      throw new SecretsUnreadableError(detail, { cause });
    }
  }

  #context(field: string) {
    const { tenant, application, id } = this.#place;
    return [tenant, application, id, field] as const;
  }
}

/**
 * Makes and opens the data keys of rows. A record reads `v1.<id of the master key>.<wrapped key>`. Opened ones are kept for a
 * while: a key management service is not asked for each call.
 */
export class DataKeys {
  readonly #management: KeyManagement;
  /** By record and place; the one that was used last is at the end. */
  readonly #opened = new Map<string, Promise<DataKey>>();

  constructor(management: KeyManagement) {
    this.#management = management;
  }

  /** Whether the master key is in the memory of this host, and not kept by a service. */
  get isLocal(): boolean {
    return this.#management instanceof LocalKeys;
  }

  /** What begins a record that needs no rewrapping. */
  get currentPrefix(): string {
    return prefixOf(this.#management.keyId);
  }

  /** What begins a record that can be opened. */
  get readablePrefixes(): readonly string[] {
    return [this.#management.keyId, ...this.#management.previousKeyIds].map(prefixOf);
  }

  /** A new key for a place, and the record to store. */
  async create(place: KeyContext): Promise<{ readonly record: string; readonly key: DataKey }> {
    const bytes = randomBytes(32);
    return { record: toRecord(await reached(this.#management.wrap(bytes, place))), key: new DataKey(bytes, place) };
  }

  /**
   * Throws a SecretsUnreadableError where the record belongs to another place, was changed, or was wrapped with a key that is not
   * there; a KeysUnavailableError where nobody can say.
   */
  open({ tenant, application, id }: KeyContext, record: string): Promise<DataKey> {
    const place = { tenant, application, id };
    // The place is part of it: a record that was copied to another row is not to be found here.
    const name = JSON.stringify([tenant, application, id, record]);
    const opening = this.#opened.get(name) ?? this.#open(place, record);
    this.#opened.delete(name);
    this.#opened.set(name, opening);
    const [oldest] = this.#opened.keys();
    if (oldest !== undefined && this.#opened.size > mostKept) this.#opened.delete(oldest);
    opening.catch(() => this.#opened.delete(name));
    return opening;
  }

  /** A record as it is to be stored now: the master key may have changed since it was made. */
  async current(place: KeyContext, record: string): Promise<string> {
    return record.startsWith(this.currentPrefix) ? record : this.rewrap(place, record);
  }

  /** The same data key under the current master key. What it has sealed stays as it is. */
  async rewrap({ tenant, application, id }: KeyContext, record: string): Promise<string> {
    const place = { tenant, application, id };
    const bytes = await reached(this.#management.unwrap(fromRecord(record), place));
    return toRecord(await reached(this.#management.wrap(bytes, place)));
  }

  async #open(place: KeyContext, record: string): Promise<DataKey> {
    return new DataKey(await reached(this.#management.unwrap(fromRecord(record), place)), place);
  }
}

/** Whatever an adapter throws that does not speak of the key itself is a service that is not there. */
async function reached<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    throw isMortiseError(error) ? error : new KeysUnavailableError(error);
  }
}

function prefixOf(keyId: string): string {
  return `${format}.${keyId}.`;
}

function toRecord({ keyId, wrapped }: WrappedKey): string {
  return `${prefixOf(keyId)}${wrapped}`;
}

function fromRecord(record: string): WrappedKey {
  const { keyId, wrapped } = /^v1\.(?<keyId>[^.]+)\.(?<wrapped>.+)$/.exec(record)?.groups ?? {};
  if (keyId === undefined || wrapped === undefined) throw new SecretsUnreadableError('The record holds no data key.');
  return { keyId, wrapped };
}
