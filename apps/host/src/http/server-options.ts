import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { TransportError } from '../errors/transport-error.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { traceIdOf } from './trace-id.ts';

export interface OwnOptions {
  /** In bytes. */
  readonly longestBody: number;
  /** Answers a request whose address the router has refused, before any hook has run. */
  readonly refuse: (error: TransportError, request: FastifyRequest, reply: FastifyReply) => void;
}

/** What all servers of the host have in common. */
export function serverOptions({ longestBody, refuse }: OwnOptions): FastifyServerOptions & { skipMiddie: true } {
  return {
    bodyLimit: longestBody,
    // Headers must arrive within a minute, the whole request within five: nobody holds a socket open by sending slowly.
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    skipMiddie: true,
    genReqId: traceIdOf,
    clientErrorHandler: answerBrokenRequest,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (cause, request, reply) => {
      const detail = 'The address cannot be read. Correct it.';
      refuse(new TransportError('malformed_request', detail, { cause }), request, reply);
    },
  };
}
