import type { FastifyRequest } from 'fastify';
import type { Configuration } from '../configuration/configuration.ts';
import { ownOrigin } from '../http/own-origin.ts';
import { readCookie } from '../http/read-cookie.ts';
import { keyedHashOf } from '../security/hash.ts';

/** Browsers take cookies to every port of a machine, so that each host there has a name of its own. By https nobody else can set it. */
export function sessionCookieName(configuration: Configuration, request: FastifyRequest): string {
  const origin = ownOrigin(configuration, request);
  if (origin.startsWith('https:')) return '__Host-mortise_session';
  return `mortise_session_${/:(?<port>\d+)$/.exec(origin)?.groups?.['port'] ?? 80}`;
}

/** The session that a browser comes with, where it comes with one. */
export function readSessionCookie(configuration: Configuration, request: FastifyRequest): string | undefined {
  const cookie = readCookie(request.headers.cookie, sessionCookieName(configuration, request));
  return cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : undefined;
}

/** `Set-Cookie` for a session: out of reach of scripts, and sent by no page of another site. */
export function writeSessionCookie(
  configuration: Configuration,
  request: FastifyRequest,
  { cookie, maxAgeSeconds }: { readonly cookie: string; readonly maxAgeSeconds: number },
): string {
  const name = sessionCookieName(configuration, request);
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${maxAgeSeconds}`];
  return [`${name}=${cookie}`, ...attributes, ...(name.startsWith('__Host-') ? ['Secure'] : [])].join('; ');
}

/** What changes have to carry besides the cookie. A page of another origin can make a browser send the cookie, but cannot read it. */
export function csrfTokenOf(cookie: string): string {
  return keyedHashOf('mortise csrf', cookie);
}
