import { TokenSet } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Sealer } from '../security/sealer.ts';
import type { ConnectionRow } from './connection-store.ts';
import type { Values } from './connection-values.ts';

const SealedFields = z.record(z.string(), z.string());
const tokensField = 'tokens';

/** Where a connection is kept; its secrets open nowhere else. */
export type Place = Pick<ConnectionRow, 'tenant' | 'application' | 'id'>;

/** Seals the secrets of connections, each for its own field of its own row. */
@Injectable()
export class ConnectionSeal {
  constructor(private readonly sealer: Sealer) {}

  seal(place: Place, secrets: Values): string {
    const sealed = Object.entries(secrets).map(([field, value]) => [
      field,
      this.sealer.seal(JSON.stringify(value), this.#context(place, `secrets.${field}`)),
    ]);
    return JSON.stringify(Object.fromEntries(sealed));
  }

  open(row: ConnectionRow): Values {
    const opened = Object.entries(SealedFields.parse(JSON.parse(row.secrets))).map(([field, record]) => [
      field,
      JSON.parse(this.sealer.open(record, this.#context(row, `secrets.${field}`))),
    ]);
    return Object.fromEntries(opened);
  }

  /** Which secrets are there, without opening them. */
  fields({ secrets }: ConnectionRow): string[] {
    return Object.keys(SealedFields.parse(JSON.parse(secrets)));
  }

  sealTokens(place: Place, tokens: TokenSet): string {
    return this.sealer.seal(JSON.stringify(tokens), this.#context(place, tokensField));
  }

  openTokens(place: Place, record: string): TokenSet {
    return TokenSet.parse(JSON.parse(this.sealer.open(record, this.#context(place, tokensField))));
  }

  #context({ tenant, application, id }: Place, field: string) {
    return [tenant, application, id, field] as const;
  }
}
