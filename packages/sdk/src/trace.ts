import { randomUUID } from 'node:crypto';

/** W3C Trace Context: a `traceparent` of its own for each request, below the trace of the caller where there is one. */
export function traceparent(traceId: string): string {
  return `00-${traceId}-${randomHex().slice(0, 16)}-01`;
}

/** A new trace id: 32 hexadecimal digits. */
export function newTraceId(): string {
  return randomHex();
}

/** The trace id in an incoming `traceparent`, or `undefined` where it is not a valid one. */
export function readTraceId(header: string | undefined): string | undefined {
  const id = header && /^[0-9a-f]{2}-(?<id>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/.exec(header)?.groups?.['id'];
  return id && !/^0+$/.test(id) ? id : undefined;
}

function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}
