import type { FastifyRequest } from 'fastify';
import type { Configuration } from '../configuration/configuration.ts';

/** Where a browser reaches this host: its public address, else the one that it was asked under, which the gate has checked. */
export function ownOrigin({ publicUrl }: Configuration, { headers: { host = '' } }: FastifyRequest): string {
  return publicUrl === undefined ? `http://${host}` : new URL(publicUrl).origin;
}
