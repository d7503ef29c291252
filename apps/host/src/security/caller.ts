import type { FastifyRequest } from 'fastify';
import { type Identity, identityOf } from './identity.ts';

/** Who asks, and under which correlation id. */
export interface Caller {
  readonly identity: Identity;
  readonly correlationId: string;
}

export function callerOf(request: FastifyRequest): Caller {
  return { identity: identityOf(request), correlationId: request.id };
}
