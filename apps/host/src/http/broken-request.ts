import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newTraceId } from '@mortise/sdk';
import { httpStatusOf, toAnswer } from '../errors/error-answer.ts';
import { TransportError } from '../errors/transport-error.ts';

/** Answers what Node could not even read as HTTP, in the same words as any other error. */
export function answerBrokenRequest(fault: Error & { readonly code?: string }, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const error = explain(fault);
  const status = httpStatusOf(error);
  const body = JSON.stringify(toAnswer(error, newTraceId()));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function explain(cause: Error & { readonly code?: string }): TransportError {
  switch (cause.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new TransportError('request_timeout', 'The request did not arrive in time. Send it again.', { cause });
    case 'HPE_HEADER_OVERFLOW':
      return new TransportError('headers_too_large', 'The headers are too large. Send fewer.', { cause });
    default:
      return new TransportError('malformed_request', 'The request is not valid HTTP. Correct the client.', { cause });
  }
}
