import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';

const key = 'mortise:access';

/** Who may use a route besides the holder of a token. */
export type Access = 'open' | 'local';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** `open` needs no token at all, `local` needs none from this machine. Every other route needs one. */
export function AllowAccess(access: Access) {
  return applyDecorators(RouteConfig({ access }), SetMetadata(key, access));
}

export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(key, handler);
}
