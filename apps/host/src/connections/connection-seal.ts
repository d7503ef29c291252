import { isMortiseError, TokenSet } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.ts';
import { SecretsUnreadableError } from '../errors/secrets-unreadable-error.ts';
import { type DataKey, DataKeys } from '../security/data-keys.ts';
import { hashOf } from '../security/hash.ts';
import type { ConnectionRow } from './connection-store.ts';
import type { Values } from './connection-values.ts';

const SealedFields = z.record(z.string(), z.string());
const tokensField = 'tokens';

/** Where a connection is kept; its secrets open nowhere else. */
export type Place = Pick<ConnectionRow, 'tenant' | 'application' | 'id'>;

/** The same with the key that its secrets are sealed under. */
export type SealedPlace = Place & Pick<ConnectionRow, 'data_key'>;

/** The same with what was filled in beside the secrets: they open with nothing else, so that no other address can be put there. */
export type FilledIn = SealedPlace & Pick<ConnectionRow, 'settings' | 'credentials'>;

/** Seals the secrets of connections, each for its own field of its own row, under the row's own key. */
@Injectable()
export class ConnectionSeal {
  /** Connections of which it has been written down that they cannot be opened. */
  readonly #reported = new Set<string>();

  constructor(
    private readonly dataKeys: DataKeys,
    private readonly audit: AuditLog,
  ) {}

  /** The data key of a new row, as it is stored. */
  async create(place: Place): Promise<string> {
    return (await this.dataKeys.create(place)).record;
  }

  /** The data key as it is to be stored now. */
  current({ data_key, ...place }: SealedPlace): Promise<string> {
    return this.dataKeys.current(place, data_key);
  }

  async seal(row: FilledIn, secrets: Values): Promise<string> {
    const key = await this.#key(row);
    const sealed = Object.entries(secrets).map(([field, value]) => [
      field,
      key.seal(JSON.stringify(value), boundTo(row, `secrets.${field}`)),
    ]);
    return JSON.stringify(Object.fromEntries(sealed));
  }

  /** Throws a SecretsUnreadableError that names the connection, as all that opens does. */
  open(row: ConnectionRow): Promise<Values> {
    return this.#opened(row, (key) => {
      const opened = Object.entries(SealedFields.parse(JSON.parse(row.secrets))).map(([field, record]) => [
        field,
        JSON.parse(key.open(record, boundTo(row, `secrets.${field}`))),
      ]);
      return Object.fromEntries(opened);
    });
  }

  /** Which secrets are there, without opening them; nothing where that cannot be told, so that a list still shows the others. */
  fields({ secrets }: ConnectionRow): string[] | undefined {
    try {
      return Object.keys(SealedFields.parse(JSON.parse(secrets)));
    } catch {
      return undefined;
    }
  }

  async sealTokens(row: FilledIn, tokens: TokenSet): Promise<string> {
    return (await this.#key(row)).seal(JSON.stringify(tokens), boundTo(row, tokensField));
  }

  openTokens(row: FilledIn, record: string): Promise<TokenSet> {
    return this.#opened(row, (key) => TokenSet.parse(JSON.parse(key.open(record, boundTo(row, tokensField)))));
  }

  /** Seals a text that belongs to a connection and is kept elsewhere. */
  async sealFor(place: SealedPlace, field: string, text: string): Promise<string> {
    return (await this.#key(place)).seal(text, field);
  }

  openFor(place: SealedPlace, field: string, record: string): Promise<string> {
    return this.#opened(place, (key) => key.open(record, field));
  }

  /** Only a key management that is away passes by itself; whatever else goes wrong lies in what is stored. */
  async #opened<Result>(place: SealedPlace, read: (key: DataKey) => Result): Promise<Result> {
    try {
      return read(await this.#key(place));
    } catch (cause) {
      if (isMortiseError(cause) && !(cause instanceof SecretsUnreadableError)) throw cause;
      await this.#report(place);
      throw unreadable(place, cause);
    }
  }

  /** Once for each connection while the host runs. */
  async #report({ tenant, application, id }: SealedPlace): Promise<void> {
    if (this.#reported.has(id)) return;
    this.#reported.add(id);
    const entry = { action: 'connection.secrets_unreadable', target: `connection:${id}`, detail: { application } } as const;
    await this.audit.record({ tenant, actor: 'host' }, entry);
  }

  #key(place: SealedPlace) {
    return this.dataKeys.open(place, place.data_key);
  }
}

function boundTo({ settings, credentials }: FilledIn, field: string): string {
  return `${field} ${hashOf(JSON.stringify([settings, credentials]))}`;
}

function unreadable({ application, id }: SealedPlace, cause: unknown): SecretsUnreadableError {
  return new SecretsUnreadableError(
    `The secrets of the connection "${id}" to ${application} cannot be opened: they were changed in the database, or sealed with a key that is not at hand. Bring the key or the row back, or remove the connection and add it anew.`,
    { cause, do: [{ label: 'Remove the connection', command: `mortise connections remove ${id}` }] },
  );
}
