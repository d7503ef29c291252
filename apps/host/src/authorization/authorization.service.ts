import { randomUUID } from 'node:crypto';
import { PluginCatalogue, Runtime } from '@mortise/runtime';
import type { ConnectionLogin } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { applicationNotFound } from '../applications/application-not-found.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { ConnectionSeal } from '../connections/connection-seal.ts';
import { type ConnectionRow, ConnectionStore } from '../connections/connection-store.ts';
import type { ConnectionView } from '../connections/connection-view.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { describeLogin } from '../connections/described-login.ts';
import { connectionNotFound, OpenConnections } from '../connections/open-connections.ts';
import { leadsTo, redirectUriOf } from '../connections/redirect-uri.ts';
import { revokeTokens } from '../connections/revoke-tokens.ts';
import { toMortiseError } from '../errors/error-answer.ts';
import { EventHub } from '../events/event-hub.ts';
import { HostLog } from '../observability/host-log.ts';
import { hashOf, randomSecret } from '../security/hash.ts';
import { Identities } from '../security/identities.ts';
import type { Identity } from '../security/identity.ts';
import type { CallbackAddress, CallbackAddressOfHost } from './authorization-schemas.ts';
import { type BrowserSignIn, browserSignInOf, type SignInAnswer } from './browser-sign-in.ts';
import { BrowserSignInError } from './browser-sign-in-error.ts';
import { signInSeconds } from './sign-in-cookie.ts';
import { type SignInRow, SignInStore } from './sign-in-store.ts';

/** Who asks for a sign-in, and from where. A link that a session asked for opens in its browser only. */
export interface Asking {
  readonly identity: Identity;
  readonly origin: string;
}

/** A link for the browser of whoever signs in. */
export interface SignInLink {
  readonly url: string;
  readonly expiresAt: string;
  /** Where the sign-in ends. */
  readonly redirectUri: string;
}

export interface OpenedLink {
  readonly id: string;
  /** Where the browser is sent. */
  readonly url: string;
  /** For the cookie by which the browser is known when it is back. */
  readonly browser: string;
}

/** What came back, and with which browser. */
export interface Return {
  readonly callback: CallbackAddress | CallbackAddressOfHost;
  readonly answer: SignInAnswer;
  readonly cookie: (id: string) => string | undefined;
  readonly correlationId: string;
}

/** How the id of an access token begins where it is named as an actor. */
const tokenActor = 'token:';
const keptAfterExpiryMs = 60 * 60 * 1000;

/** Takes users through the sign-in of a connection in their browser. */
@Injectable()
export class AuthorizationService {
  constructor(
    private readonly signIns: SignInStore,
    private readonly store: ConnectionStore,
    private readonly seal: ConnectionSeal,
    private readonly opened: OpenConnections,
    private readonly connections: ConnectionsService,
    private readonly runtime: Runtime,
    private readonly catalogue: PluginCatalogue,
    private readonly audit: AuditLog,
    private readonly events: EventHub,
    private readonly identities: Identities,
    private readonly log: HostLog,
  ) {}

  /** Throws a NotFoundError, or a BrowserSignInError where nobody signs in to such a connection. */
  async authorize(connectionId: string, { identity, origin }: Asking): Promise<SignInLink> {
    const row = await this.store.find(identity.tenant, connectionId);
    if (!row) throw connectionNotFound(connectionId);
    const login = await this.#loginOf(row);
    this.#wayOf(row, login);
    const redirectUri = this.#redirectUriOf(row, login, origin);
    const now = Date.now();
    await this.signIns.sweep(new Date(now - keptAfterExpiryMs));
    const ticket = randomSecret();
    const expiresAt = new Date(now + signInSeconds * 1000).toISOString();
    await this.signIns.insert({
      id: randomUUID(),
      tenant: row.tenant,
      connection: row.id,
      application: row.application,
      revision: row.revision,
      ticket_hash: hashOf(ticket),
      state_hash: null,
      browser_hash: null,
      session_hash: identity.session ?? null,
      actor: identity.actor,
      verifier: null,
      redirect_uri: redirectUri,
      expires_at: expiresAt,
    });
    return { url: `${origin}/oauth/begin/${ticket}`, expiresAt, redirectUri };
  }

  /** Throws a BrowserSignInError for a link that is used up, too old, for another browser, or of another state of its connection. */
  async begin(ticket: string, session: string | undefined): Promise<OpenedLink> {
    const signIn = await this.signIns.claimTicket(ticket);
    if (!signIn) throw unknownLink();
    try {
      if (signIn.session_hash !== null && signIn.session_hash !== session) throw otherBrowser();
      const row = await this.#connectionOf(signIn);
      const [state, browser] = [randomSecret(), randomSecret()];
      const way = this.#wayOf(row, await this.#loginOf(row));
      const { url, proof } = await way.begin(signIn.redirect_uri, state);
      await this.signIns.begin(signIn.id, { state, browser, proof: await this.seal.sealFor(row, fieldOf(signIn), proof) });
      return { id: signIn.id, url: checkAddress(url), browser };
    } catch (error) {
      await this.signIns.forget(signIn.id);
      await this.#failed(signIn, error);
      throw error;
    }
  }

  /** Stores the tokens of a user who is back. Throws a BrowserSignInError or what the service said; nothing is stored then. */
  async finish({ callback, answer, cookie, correlationId }: Return): Promise<{ id: string; connection: ConnectionView }> {
    const state = answer['state'];
    const signIn = state === undefined ? undefined : await this.signIns.takeByState(state);
    if (!signIn) throw unknownAnswer();
    try {
      if (!leadsTo(signIn.redirect_uri, callback)) throw misdirected();
      const browser = cookie(signIn.id);
      if (browser === undefined || hashOf(browser) !== signIn.browser_hash) throw otherBrowser();
      await this.#store(await this.#connectionOf(signIn), signIn, answer);
    } catch (error) {
      await this.#failed(signIn, error, correlationId);
      throw error;
    }
    const { id, tenant, connection } = signIn;
    await this.audit.record(signIn, { action: 'connection.signed_in', target: `connection:${connection}`, correlationId });
    return { id, connection: await this.connections.signedIn(tenant, connection, correlationId) };
  }

  async #store(row: ConnectionRow, signIn: SignInRow, answer: SignInAnswer): Promise<void> {
    if (signIn.verifier === null) throw unknownAnswer();
    const proof = await this.seal.openFor(row, fieldOf(signIn), signIn.verifier);
    const login = await this.#loginOf(row);
    const tokens = await this.#wayOf(row, login).finish(answer, signIn.redirect_uri, proof);
    if (await this.opened.storeTokens(row, tokens)) return;
    await revokeTokens(login, tokens).catch((error: unknown) => this.log.fault(error));
    throw outdated();
  }

  /** The connection as it was when somebody asked for the link. */
  async #connectionOf(signIn: SignInRow): Promise<ConnectionRow> {
    if (Date.parse(signIn.expires_at) <= Date.now()) throw expired();
    if (!(await this.#isAskerStillGood(signIn))) throw revoked();
    const row = await this.store.find(signIn.tenant, signIn.connection);
    if (row?.revision !== signIn.revision || row.application !== signIn.application) throw outdated();
    return row;
  }

  /** A link is worth no more than what it was asked for with. What an access token may do never changes, so it is not asked again. */
  async #isAskerStillGood({ tenant, actor, session_hash }: SignInRow): Promise<boolean> {
    if (session_hash === null && !actor.startsWith(tokenActor)) return true;
    const asker = session_hash === null ? { accessToken: actor.slice(tokenActor.length) } : { session: session_hash };
    return this.identities.isStillGood({ tenant, role: 'editor', actor, isOperator: false, ...asker });
  }

  async #loginOf(row: ConnectionRow): Promise<ConnectionLogin> {
    return this.runtime.loginOf(await this.opened.find(row.tenant, row.application, row.id));
  }

  #redirectUriOf({ tenant, application }: ConnectionRow, { authentication }: ConnectionLogin, origin: string): string {
    const plugin = this.catalogue.findApplication(application, tenant);
    if (!plugin) throw applicationNotFound(application);
    return redirectUriOf(origin, plugin.manifest.application, describeLogin(authentication).tokenHost);
  }

  #wayOf(row: ConnectionRow, login: ConnectionLogin): BrowserSignIn {
    const way = browserSignInOf(login);
    if (way) return way;
    throw new BrowserSignInError(
      'no_browser_sign_in',
      `${row.name} logs in with what is filled in. Test it, or change its values.`,
      [{ label: 'Test it', command: `mortise connections test ${row.id}` }],
    );
  }

  /** The browser is shown a page; whoever asked for the link, and the log of what was done, are told as well. */
  async #failed(signIn: SignInRow, thrown: unknown, correlationId?: string): Promise<void> {
    const { code, title, message } = toMortiseError(thrown);
    const { tenant, connection: id, application } = signIn;
    this.events.publish(tenant, { type: 'connection.sign_in_failed', data: { id, application, code, title, detail: message } });
    await this.audit.record(signIn, {
      action: 'connection.sign_in_failed',
      target: `connection:${id}`,
      detail: { code },
      ...(correlationId !== undefined && { correlationId }),
    });
  }
}

function fieldOf({ id }: SignInRow): string {
  return `sign_ins.${id}`;
}

/** The address is a plugin's: it may lead to a web page, and to nothing else. */
function checkAddress(address: string): string {
  if (/^https?:$/.test(new URL(address).protocol)) return address;
  throw new BrowserSignInError('sign_in_refused', 'The plugin names an address that is no web page. Update the plugin.');
}

function unknownLink(): BrowserSignInError {
  return new BrowserSignInError(
    'sign_in_unknown',
    'This link was opened before, or has never been given out. Each works once. Ask for a new one where you began.',
  );
}

function unknownAnswer(): BrowserSignInError {
  return new BrowserSignInError(
    'sign_in_unknown',
    'No sign-in waits for this answer: it has ended already, or was never begun here. If you have reloaded the page, look at the connection first; otherwise sign in again.',
  );
}

function expired(): BrowserSignInError {
  const minutes = signInSeconds / 60;
  return new BrowserSignInError('sign_in_expired', `A sign-in has to be finished within ${minutes} minutes. Sign in again.`);
}

function revoked(): BrowserSignInError {
  return new BrowserSignInError(
    'sign_in_outdated',
    'Whoever asked for this link has no access any more. Let somebody who has ask for a new one.',
  );
}

function otherBrowser(): BrowserSignInError {
  return new BrowserSignInError(
    'sign_in_other_browser',
    'A sign-in has to end in the browser that began it. Begin it in this one, and allow its cookies.',
  );
}

function misdirected(): BrowserSignInError {
  return new BrowserSignInError(
    'sign_in_misdirected',
    'The sign-in of one service was answered at the address of another. Register the right redirect address at the service, then sign in again.',
  );
}

function outdated(): BrowserSignInError {
  return new BrowserSignInError(
    'sign_in_outdated',
    'The connection was changed or deleted while you signed in, so what came back may not belong to it any more. Sign in again.',
  );
}
