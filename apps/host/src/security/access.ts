import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Role } from './identity.ts';

const accessKey = 'mortise:access';
const roleKey = 'mortise:role';

/**
 * Who may use a route without signing in: `open` anybody, also under an address that is not ours; `page` any browser that
 * comes under ours; `local` programs on this machine.
 */
export type Access = 'open' | 'page' | 'local';

/** The least that a route wants. The operator holds the host's own token. */
export type LeastRole = Role | 'operator';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    role?: LeastRole;
    /** The body is left as the bytes it came in, of whatever type: a signature is made over these. */
    keepsBody?: boolean;
  }
}

/** Opens a route to those who have not signed in. Whoever may not use a `local` one that way has to be the operator. */
export function AllowAccess(access: Access, { keepsBody = false } = {}) {
  return applyDecorators(RouteConfig({ access, keepsBody }), SetMetadata(accessKey, access));
}

/** Opens a route to this role and to those above. A host with a route that has neither this nor {@link AllowAccess} does not start. */
export function AllowRole(role: LeastRole) {
  return applyDecorators(RouteConfig({ role }), SetMetadata(roleKey, role));
}

export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(accessKey, handler);
}

export function roleOf(handler: object): LeastRole | undefined {
  return Reflect.getMetadata(roleKey, handler);
}
