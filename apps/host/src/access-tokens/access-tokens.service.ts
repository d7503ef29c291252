import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { ForbiddenError } from '../errors/forbidden-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { ParametersError } from '../errors/parameters-error.ts';
import { UnauthorizedError } from '../errors/unauthorized-error.ts';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { hashOf } from '../security/hash.ts';
import { Identities } from '../security/identities.ts';
import { hasRole, type Identity } from '../security/identity.ts';
import { AccessTokenStore } from './access-token-store.ts';
import { newAccessToken } from './access-token-text.ts';
import { type AccessTokenView, type CreatedAccessToken, type NewAccessToken, toAccessTokenView } from './access-token-view.ts';

const defaultLifeMs = 90 * 24 * 60 * 60 * 1000;

/** Keeps the access tokens of a tenant, of which only hashes are stored. */
@Injectable()
export class AccessTokensService {
  constructor(
    private readonly store: AccessTokenStore,
    private readonly database: Kysely<Tables>,
    private readonly audit: AuditLog,
    private readonly identities: Identities,
    private readonly secrets: KnownSecrets,
  ) {}

  async list(tenant: string): Promise<AccessTokenView[]> {
    return (await this.store.list(tenant)).map(toAccessTokenView);
  }

  /** Throws a ForbiddenError where the token could do what its maker cannot, or for longer. */
  async create(maker: Identity, wanted: NewAccessToken, correlationId: string): Promise<CreatedAccessToken> {
    checkReach(maker, wanted);
    const expiresAt = within(await this.#endOfMaker(maker), endOf(wanted.expiresAt), wanted.expiresAt === undefined);
    return this.createFor(maker.tenant, maker, { ...wanted, expiresAt }, correlationId);
  }

  /** The same for any tenant, which is the operator's business. */
  async createFor(
    tenant: string,
    maker: Identity,
    { name, role, scopes, expiresAt }: NewAccessToken,
    correlationId: string,
  ): Promise<CreatedAccessToken> {
    const token = newAccessToken();
    this.secrets.addToken('access tokens', token);
    const row = {
      id: randomUUID(),
      tenant,
      name,
      hash: hashOf(token),
      role,
      scopes: scopes ? JSON.stringify(scopes) : null,
      created_by: maker.actor,
      created_at: new Date().toISOString(),
      expires_at: endOf(expiresAt),
      last_used_at: null,
    };
    await this.database.transaction().execute(async (transaction) => {
      await this.store.insert(row, transaction);
      const detail = { name, role, ...(scopes && { scopes }), expiresAt: row.expires_at };
      const entry = { action: 'token.created', target: actorOf(row.id), detail, correlationId } as const;
      await this.audit.record({ tenant, actor: maker.actor }, entry, transaction);
    });
    return { ...toAccessTokenView(row), token };
  }

  /**
   * From now on nobody gets in with it, nor with a session that was begun with it, nor with a token that was made with it: who
   * had stolen it could have made one to stay.
   */
  async revoke(by: Identity, id: string, correlationId: string): Promise<void> {
    const isRevoked = await this.database.transaction().execute(async (transaction) => {
      if (!(await this.store.delete(by.tenant, id, transaction))) return false;
      await this.audit.record(by, { action: 'token.revoked', target: actorOf(id), correlationId }, transaction);
      await this.#revokeMadeWith(by, id, correlationId, transaction);
      return true;
    });
    this.identities.forget();
    if (!isRevoked) throw tokenNotFound(id);
  }

  async #revokeMadeWith(by: Identity, maker: string, correlationId: string, transaction: Kysely<Tables>): Promise<void> {
    for (const { id } of await this.store.listMadeBy(by.tenant, actorOf(maker), transaction)) {
      await this.store.delete(by.tenant, id, transaction);
      const detail = { madeWith: actorOf(maker) };
      await this.audit.record(by, { action: 'token.revoked', target: actorOf(id), detail, correlationId }, transaction);
      await this.#revokeMadeWith(by, id, correlationId, transaction);
    }
  }

  /** Of the token that its maker came with, also where that is in a session, which ends sooner. */
  async #endOfMaker({ tenant, accessToken }: Identity): Promise<string | null> {
    if (accessToken === undefined) return null;
    const row = await this.store.find(tenant, accessToken);
    if (!row) throw new UnauthorizedError();
    return row.expires_at;
  }
}

function checkReach(maker: Identity, { role, scopes }: NewAccessToken): void {
  if (!hasRole(maker, role)) throw new ForbiddenError(`You have the role ${maker.role}: make a token with that one at most.`);
  const own = maker.scopes;
  if (own && !scopes?.every((scope) => own.includes(scope)))
    throw new ForbiddenError(`Your own token is limited to ${own.join(', ')}. Limit the new one to some of these.`);
}

/** Throws a ForbiddenError where somebody asks for a later end than that of the maker. */
function within(limit: string | null, wanted: string | null, isDefault: boolean): string | null {
  if (limit === null || (wanted !== null && wanted <= limit)) return wanted;
  if (!isDefault) throw new ForbiddenError(`Your own token ends at ${limit}. Let the new one end by then.`);
  return limit;
}

function actorOf(id: string): string {
  return `token:${id}`;
}

function endOf(expiresAt: string | null | undefined): string | null {
  if (expiresAt === null) return null;
  const end = expiresAt === undefined ? new Date(Date.now() + defaultLifeMs) : new Date(expiresAt);
  if (end.getTime() <= Date.now()) throw new ParametersError('expiresAt', 'expiresAt is in the past. Choose a later time.');
  return end.toISOString();
}

function tokenNotFound(id: string): NotFoundError {
  return new NotFoundError('token_not_found', `There is no access token "${id}".`, [
    { label: 'See the tokens', command: 'mortise tokens list' },
  ]);
}
