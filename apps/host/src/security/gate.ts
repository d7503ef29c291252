import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Configuration, isLoopback } from '../configuration/configuration.ts';
import { CsrfError } from '../errors/csrf-error.ts';
import { ForbiddenError } from '../errors/forbidden-error.ts';
import { OriginRefusedError } from '../errors/origin-refused-error.ts';
import { UnauthorizedError } from '../errors/unauthorized-error.ts';
import { hostNameOf } from '../http/host-name.ts';
import { csrfTokenOf, readSessionCookie } from '../sessions/session-cookie.ts';
import type { LeastRole } from './access.ts';
import { isWithin } from './areas.ts';
import { isSameSecret } from './hash.ts';
import type { Identities } from './identities.ts';
import { hasRole, type Identity } from './identity.ts';

/** What a browser must not do with our answers, whatever is in them. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const safeMethods: readonly string[] = ['GET', 'HEAD'];

/** Stands in front of every route, unknown ones included, before a body is read: addresses first, then who asks, then what for. */
export class Gate {
  readonly #identities: Identities;
  readonly #configuration: Configuration;
  readonly #publicUrl: URL | undefined;
  readonly #headers: Readonly<Record<string, string>>;
  /** Behind a proxy every request comes from this machine, so that says nothing about its sender. */
  readonly #trustsLoopback: boolean;
  /** Found to be ours; nearly every request names the same one. */
  #lastHost: string | undefined;

  constructor(configuration: Configuration, identities: Identities) {
    const { publicUrl, behindProxy } = configuration;
    this.#identities = identities;
    this.#configuration = configuration;
    this.#publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
    this.#trustsLoopback = !behindProxy;
    const isSecure = this.#publicUrl?.protocol === 'https:';
    this.#headers = { ...securityHeaders, ...(isSecure && { 'strict-transport-security': 'max-age=31536000' }) };
  }

  /** Puts the headers on an answer that all answers carry. */
  mark(request: FastifyRequest, reply: FastifyReply): void {
    reply.headers(this.#headers).header('x-correlation-id', request.id);
  }

  /** Throws an OriginRefusedError, an UnauthorizedError, a CsrfError or a ForbiddenError. */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    this.mark(request, reply);
    const { access } = request.routeOptions.config;
    if (access === 'open') return;
    this.#checkAddresses(request);
    if (access === 'local' && this.#trustsLoopback && isLoopback(request.ip)) return;
    if (access === 'page') request.identity = await this.#ofSession(request);
    else request.identity = await this.#require(request);
  }

  /** A page that reaches us under a name of its own (DNS rebinding), or from its own origin, gets nowhere. */
  #checkAddresses({ headers: { host = '', origin } }: FastifyRequest): void {
    if (host !== this.#lastHost && !this.#isOurs(host)) {
      throw new OriginRefusedError(
        'The host was asked for under a name that is not its own. Use 127.0.0.1, or set MORTISE_PUBLIC_URL.',
      );
    }
    this.#lastHost = host;
    if (origin !== undefined && !this.#isOurOrigin(origin, host)) {
      throw new OriginRefusedError('The request comes from a web page of another origin. Call the host from a program instead.');
    }
  }

  #isOurs(host: string): boolean {
    const name = hostNameOf(host);
    return name !== undefined && (isLoopback(name) || name === this.#publicUrl?.hostname);
  }

  #isOurOrigin(origin: string, host: string): boolean {
    if (origin === this.#publicUrl?.origin) return true;
    const url = URL.parse(origin);
    return url !== null && url.origin === origin && isLoopback(url.hostname) && url.host === host;
  }

  async #require(request: FastifyRequest): Promise<Identity> {
    const { authorization } = request.headers;
    // A token that is wrong is not made good by a cookie that happens to be there.
    const identity = authorization === undefined ? await this.#ofSession(request) : await this.#ofToken(authorization);
    if (!identity) throw new UnauthorizedError();
    if (identity.session !== undefined) this.#checkCsrf(request);
    checkRole(identity, request);
    return identity;
  }

  async #ofToken(header: string): Promise<Identity | undefined> {
    const token = /^Bearer (?<token>\S+)$/.exec(header)?.groups?.['token'];
    return token === undefined ? undefined : this.#identities.ofToken(token);
  }

  async #ofSession(request: FastifyRequest): Promise<Identity | undefined> {
    const cookie = readSessionCookie(this.#configuration, request);
    return cookie === undefined ? undefined : this.#identities.ofSession(cookie);
  }

  #checkCsrf(request: FastifyRequest): void {
    if (safeMethods.includes(request.method)) return;
    const [cookie, given] = [readSessionCookie(this.#configuration, request), request.headers['x-mortise-csrf']];
    if (cookie === undefined || typeof given !== 'string' || !isSameSecret(given, csrfTokenOf(cookie))) throw new CsrfError();
  }
}

function checkRole(identity: Identity, { routeOptions: { url, config }, is404 }: FastifyRequest): void {
  // An address without a route is for everybody who is known, a route that does not say for nobody but the operator.
  const least = config.role ?? (is404 ? 'viewer' : 'operator');
  if (!hasRole(identity, least)) throw new ForbiddenError(`${wants(least)} You have the role ${identity.role}.`);
  if (identity.scopes && !isWithin(url, identity.scopes)) {
    throw new ForbiddenError(`Your access token is limited to ${identity.scopes.join(', ')}. Use another one.`);
  }
}

function wants(least: LeastRole): string {
  return least === 'operator'
    ? "Only the operator of the host may, with the host's own token (admin.token)."
    : `The role ${least} may, and those above. Ask an admin.`;
}
