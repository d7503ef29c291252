import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.ts';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { UnauthorizedError } from '../errors/unauthorized-error.ts';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { randomSecret } from '../security/hash.ts';
import { Identities } from '../security/identities.ts';
import { administrator, defaultTenant, type Identity } from '../security/identity.ts';
import { csrfTokenOf, writeSessionCookie } from './session-cookie.ts';
import { SessionStore } from './session-store.ts';
import { type SessionView, toSessionView } from './session-view.ts';
import { SignInLinks } from './sign-in-links.ts';

const lifeSeconds = 7 * 24 * 60 * 60;
/** Guesses come by the thousand: the audit log holds an entry for each such while, with how many there were. */
const refusalsEveryMs = 60_000;

export interface BegunSession {
  readonly view: SessionView;
  /** For `Set-Cookie`. */
  readonly cookie: string;
}

/** Signs browsers in and out. */
@Injectable()
export class SessionsService {
  #refused = 0;
  #refusalNotedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: SessionStore,
    private readonly links: SignInLinks,
    private readonly identities: Identities,
    private readonly audit: AuditLog,
    private readonly secrets: KnownSecrets,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  /** Throws an UnauthorizedError. */
  async beginWithToken(token: string, request: FastifyRequest): Promise<BegunSession> {
    const identity = await this.identities.ofToken(token);
    if (!identity) {
      await this.#noteRefusal('token', request.id);
      throw new UnauthorizedError();
    }
    return this.#begin(identity, 'token', request);
  }

  /** Nothing where the link was used before, or is too old. */
  async beginWithLink(ticket: string, request: FastifyRequest): Promise<BegunSession | undefined> {
    if (this.links.spend(ticket)) return this.#begin(administrator, 'link', request);
    await this.#noteRefusal('link', request.id);
    return undefined;
  }

  /** Gives what takes the cookie away. Whoever came with a token has no session to end. */
  async end({ session, ...identity }: Identity, request: FastifyRequest): Promise<string> {
    if (session !== undefined) {
      await this.store.delete(identity.tenant, session);
      this.identities.forget();
      await this.audit.record(identity, { action: 'session.ended', target: targetOf(session), correlationId: request.id });
    }
    return writeSessionCookie(this.configuration, request, { cookie: '', maxAgeSeconds: 0 });
  }

  /** Nobody knows whose tenant was meant, so it is the operator's log that tells. */
  async #noteRefusal(by: 'token' | 'link', correlationId: string): Promise<void> {
    this.#refused++;
    if (performance.now() - this.#refusalNotedAt < refusalsEveryMs) return;
    const detail = { by, refusedSinceLastEntry: this.#refused };
    this.#refusalNotedAt = performance.now();
    this.#refused = 0;
    const nobody = { tenant: defaultTenant, actor: 'nobody' };
    await this.audit.record(nobody, { action: 'session.refused', target: 'session:none', detail, correlationId });
  }

  async #begin(identity: Identity, by: 'token' | 'link', request: FastifyRequest): Promise<BegunSession> {
    const cookie = randomSecret();
    this.secrets.addToken('sessions', cookie);
    const [hash, now] = [this.identities.sessionHash(cookie), Date.now()];
    const { tenant, role, actor, accessToken } = identity;
    const expiresAt = endOf(identity, now);
    await this.store.insert({
      hash,
      tenant,
      role,
      actor,
      access_token: accessToken ?? null,
      created_at: new Date(now).toISOString(),
      expires_at: expiresAt,
    });
    const entry = { action: 'session.began', target: targetOf(hash), detail: { by }, correlationId: request.id } as const;
    await this.audit.record(identity, entry);
    return {
      view: toSessionView({ ...identity, expiresAt }, csrfTokenOf(cookie)),
      cookie: writeSessionCookie(this.configuration, request, { cookie, maxAgeSeconds: lifeSeconds }),
    };
  }
}

/** A session ends with the token that it was begun with. */
function endOf({ expiresAt }: Identity, now: number): string {
  const end = new Date(now + lifeSeconds * 1000).toISOString();
  return expiresAt !== undefined && expiresAt < end ? expiresAt : end;
}

function targetOf(hash: string): string {
  return `session:${hash.slice(0, 12)}`;
}
