import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Configuration, isLoopback } from '../configuration/configuration.ts';
import { OriginRefusedError } from '../errors/origin-refused-error.ts';
import { UnauthorizedError } from '../errors/unauthorized-error.ts';
import { administrator } from './identity.ts';

/** What a browser must not do with our answers, whatever is in them. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Stands in front of every route, unknown ones included, before a body is read: addresses first, then the token. */
export class Gate {
  readonly #token: Buffer;
  readonly #publicUrl: URL | undefined;
  /** Behind a proxy every request comes from this machine, so that says nothing about its sender. */
  readonly #trustsLoopback: boolean;
  /** Found to be ours; nearly every request names the same one. */
  #lastHost: string | undefined;

  constructor({ publicUrl, behindProxy }: Configuration, adminToken: string) {
    this.#token = Buffer.from(`Bearer ${adminToken}`);
    this.#publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
    this.#trustsLoopback = !behindProxy;
  }

  /** Puts the headers on an answer that all answers carry. */
  mark(request: FastifyRequest, reply: FastifyReply): void {
    reply.headers(securityHeaders).header('x-correlation-id', request.id);
  }

  /** Throws an OriginRefusedError or an UnauthorizedError. */
  admit(request: FastifyRequest, reply: FastifyReply): void {
    this.mark(request, reply);
    const { access } = request.routeOptions.config;
    if (access === 'open') return;
    this.#checkAddresses(request);
    if (access === 'local' && this.#trustsLoopback && isLoopback(request.ip)) return;
    if (!this.#isToken(request.headers.authorization)) throw new UnauthorizedError();
    request.identity = administrator;
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

  /** Compares text with text: to a parser of addresses, `evil.com@127.0.0.1` and `0x7f.1` are this machine too. */
  #isOurs(host: string): boolean {
    const name = /^(?<name>\[[0-9a-f:]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(host)?.groups?.['name']?.toLowerCase();
    return name !== undefined && (isLoopback(name) || name === this.#publicUrl?.hostname);
  }

  #isOurOrigin(origin: string, host: string): boolean {
    if (origin === this.#publicUrl?.origin) return true;
    const url = URL.parse(origin);
    return url !== null && url.origin === origin && isLoopback(url.hostname) && url.host === host;
  }

  #isToken(header: string | undefined): boolean {
    if (header === undefined) return false;
    const given = Buffer.from(header);
    return given.length === this.#token.length && timingSafeEqual(given, this.#token);
  }
}
