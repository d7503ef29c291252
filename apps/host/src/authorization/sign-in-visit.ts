import type { MortiseError } from '@mortise/sdk';
import type { FastifyRequest } from 'fastify';
import { NotFoundError } from '../errors/not-found-error.ts';
import { TransportError } from '../errors/transport-error.ts';

/** Nobody needs an identity for a page of a sign-in, so whoever is asked for one has come to no such page. */
const noPage = ['unauthorized', 'forbidden', 'route_not_found'];

/** Whether somebody has come in a browser to where sign-ins begin and end, be there such a page or not. */
export function isSignInVisit({ url, headers }: FastifyRequest): boolean {
  return url.startsWith('/oauth/') && headers.accept?.includes('text/html') === true;
}

/** The error as a person can use it, who has no header to add and no route to look up. */
export function explainVisit(error: MortiseError, { method }: FastifyRequest): MortiseError {
  if (method !== 'GET' && method !== 'HEAD') {
    return new TransportError(
      'method_not_allowed',
      'Sign-ins are answered in the address only. If the service answers with a form (response mode form_post), have it use query, and sign in again.',
    );
  }
  return noPage.includes(error.code)
    ? new NotFoundError('route_not_found', 'No sign-in begins or ends at this address. Sign in again.')
    : error;
}
