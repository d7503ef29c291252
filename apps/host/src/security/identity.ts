import type { FastifyRequest } from 'fastify';
import type { LeastRole } from './access.ts';
import type { Area } from './areas.ts';

/** Who asks. The tenant of every row and every query is this one, never one from a body. */
export interface Identity {
  readonly tenant: string;
  readonly role: Role;
  /** As the audit log names it: `administrator`, `token:<id>`, or `host` for what nobody asked for. */
  readonly actor: string;
  /** Holds the host's own token, and so looks after tenants and keys. */
  readonly isOperator: boolean;
  /** The parts of the API it is limited to; absent for all that its role may use. */
  readonly scopes?: readonly Area[] | undefined;
  /** Id of the access token, where it came with one or began its session with one. */
  readonly accessToken?: string | undefined;
  /** Hash of the session that it came with; absent where it came with a token. */
  readonly session?: string | undefined;
  /** When what it came with ends. */
  readonly expiresAt?: string | undefined;
}

/** A viewer reads, an editor changes and calls, an admin also says who may. Each may do what those before may. */
export const roles = ['viewer', 'editor', 'admin'] as const;
export type Role = (typeof roles)[number];

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | undefined;
  }
}

/** The tenant of the host's own token. It is there from the start and stays. */
export const defaultTenant = 'default';

export const administrator: Identity = Object.freeze({
  tenant: defaultTenant,
  role: 'admin',
  actor: 'administrator',
  isOperator: true,
});

export function hasRole({ role, isOperator }: Identity, least: LeastRole): boolean {
  return least === 'operator' ? isOperator : roles.indexOf(role) >= roles.indexOf(least);
}

export function identityOf({ identity }: FastifyRequest): Identity {
  if (!identity) throw new Error('A route that needs to know who asks was reached without a token.');
  return identity;
}
