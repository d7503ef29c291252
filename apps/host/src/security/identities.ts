import { z } from 'zod';
import { type AccessTokenRow, AccessTokenStore } from '../access-tokens/access-token-store.ts';
import { isAccessToken } from '../access-tokens/access-token-text.ts';
import type { Database } from '../database/tables.ts';
import { SessionStore } from '../sessions/session-store.ts';
import { areas } from './areas.ts';
import { hashOf, isSameSecret, keyedHashOf } from './hash.ts';
import { administrator, type Identity, roles } from './identity.ts';

/** How long another host may go on letting in what was revoked here. */
const keptMs = 5000;
const mostKept = 10_000;
/** A token that is in use all the time is noted down once in a while. */
const noteUseAfterMs = 60_000;

const Role = z.enum(roles);
const Scopes = z.array(z.enum(areas));

interface Kept {
  readonly identity: Identity;
  readonly readAt: number;
}

/** Finds out who stands behind a token or a session. What was found is remembered for a few seconds, what was not never is. */
export class Identities {
  readonly #tokens: AccessTokenStore;
  readonly #sessions: SessionStore;
  readonly #adminToken: string;
  readonly #kept = new Map<string, Kept>();
  /** Counts revocations: what was read before one is not kept after it. */
  #revocations = 0;

  constructor(database: Database, adminToken: string) {
    this.#tokens = new AccessTokenStore(database);
    this.#sessions = new SessionStore(database);
    this.#adminToken = adminToken;
  }

  async ofToken(token: string): Promise<Identity | undefined> {
    if (isSameSecret(token, this.#adminToken)) return administrator;
    if (!isAccessToken(token)) return undefined;
    const hash = hashOf(token);
    return this.#remembered(`token ${hash}`, () => this.#readToken(hash));
  }

  async ofSession(cookie: string): Promise<Identity | undefined> {
    const hash = this.sessionHash(cookie);
    return this.#remembered(`session ${hash}`, () => this.#readSession(hash));
  }

  /** Whether somebody would be let in again who came in some time ago and has not left. */
  async isStillGood({ tenant, session, accessToken, isOperator }: Identity): Promise<boolean> {
    if (session !== undefined)
      return (await this.#remembered(`session ${session}`, () => this.#readSession(session))) !== undefined;
    if (accessToken === undefined) return isOperator;
    const row = await this.#tokens.find(tenant, accessToken);
    return row !== undefined && !isOver(toIdentity(row));
  }

  /** Keyed with the host's own token: when that is changed, all sessions end. */
  sessionHash(cookie: string): string {
    return keyedHashOf(cookie, this.#adminToken);
  }

  /** To be called when a token, a session or a tenant is gone. */
  forget(): void {
    this.#revocations++;
    this.#kept.clear();
  }

  async #remembered(key: string, read: () => Promise<Identity | undefined>): Promise<Identity | undefined> {
    const kept = this.#kept.get(key);
    if (kept && Date.now() - kept.readAt < keptMs) return isOver(kept.identity) ? undefined : kept.identity;
    const [readAt, revocations] = [Date.now(), this.#revocations];
    const identity = await read();
    if (!identity || isOver(identity)) {
      this.#kept.delete(key);
      return undefined;
    }
    if (revocations === this.#revocations) {
      if (this.#kept.size >= mostKept) this.#kept.clear();
      this.#kept.set(key, { identity, readAt });
    }
    return identity;
  }

  async #readToken(hash: string): Promise<Identity | undefined> {
    const row = await this.#tokens.findByHash(hash);
    if (!row) return undefined;
    const now = new Date();
    if (row.last_used_at === null || now.getTime() - Date.parse(row.last_used_at) > noteUseAfterMs)
      await this.#tokens.noteUse(row.tenant, row.id, now.toISOString());
    return toIdentity(row);
  }

  async #readSession(hash: string): Promise<Identity | undefined> {
    const row = await this.#sessions.find(hash);
    if (!row) return undefined;
    const { tenant, role, actor, access_token, token_id, scopes, token_expires_at, expires_at } = row;
    if (access_token !== null && token_id === null) return undefined;
    return {
      tenant,
      role: Role.parse(role),
      actor,
      isOperator: access_token === null,
      ...(scopes !== null && { scopes: Scopes.parse(JSON.parse(scopes)) }),
      ...(access_token !== null && { accessToken: access_token }),
      session: hash,
      expiresAt: token_expires_at !== null && token_expires_at < expires_at ? token_expires_at : expires_at,
    };
  }
}

function toIdentity({ tenant, role, id, scopes, expires_at }: AccessTokenRow): Identity {
  return {
    tenant,
    role: Role.parse(role),
    actor: `token:${id}`,
    isOperator: false,
    ...(scopes !== null && { scopes: Scopes.parse(JSON.parse(scopes)) }),
    accessToken: id,
    ...(expires_at !== null && { expiresAt: expires_at }),
  };
}

function isOver({ expiresAt }: Identity): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= Date.now();
}
