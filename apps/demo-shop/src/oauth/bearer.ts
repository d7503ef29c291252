import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { ShopError } from '../errors.ts';
import type { Scope } from './scopes.ts';
import type { Tokens } from './tokens.ts';

/**
 * A hook that lets a request pass only with a live token of the scope. It looks the token up itself instead of going
 * through the OAuth2 library, since it runs on every call of a benchmark.
 */
export function requires(tokens: Tokens, scope: Scope) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return done(refuse(reply, 401, 'unauthorized', 'Send an access token as a Bearer token.'));

    const issued = tokens.access(token);
    if (!issued || issued.expiresAt.getTime() <= Date.now()) {
      const why = issued ? 'The access token has expired.' : 'The access token is not known.';
      return done(refuse(reply, 401, 'invalid_token', why, ', error="invalid_token"'));
    }
    if (!issued.scope.includes(scope)) {
      const challenge = `, error="insufficient_scope", scope="${scope}"`;
      return done(refuse(reply, 403, 'insufficient_scope', `The access token lacks the scope ${scope}.`, challenge));
    }
    done();
  };
}

function refuse(reply: FastifyReply, status: number, code: string, message: string, challenge = '') {
  reply.header('www-authenticate', `Bearer realm="demo-shop"${challenge}`);
  return new ShopError(status, code, message);
}
