import type { FastifyRequest } from 'fastify';

/** Who asks. The tenant of every row and every query is this one, never one from a body. */
export interface Identity {
  readonly tenant: string;
  readonly role: 'viewer' | 'editor' | 'admin';
}

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | undefined;
  }
}

/** Until tenants exist, everything belongs to one. */
export const defaultTenant = 'default';

export const administrator: Identity = Object.freeze({ tenant: defaultTenant, role: 'admin' });

export function identityOf({ identity }: FastifyRequest): Identity {
  if (!identity) throw new Error('A route that needs to know who asks was reached without a token.');
  return identity;
}
