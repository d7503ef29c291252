import { randomFillSync } from 'node:crypto';

/** W3C Trace Context: a `traceparent` of its own for each request, below the trace of the caller where there is one. */
export function traceparent(traceId: string): string {
  return `00-${traceId}-${randomHex(8)}-01`;
}

/** A new trace id: 32 hexadecimal digits. */
export function newTraceId(): string {
  return randomHex(16);
}

const format = /^(?!ff)[0-9a-f]{2}-(?<id>[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/** The trace id in an incoming `traceparent`, or `undefined` where it is not a valid one. */
export function readTraceId(header: string | undefined): string | undefined {
  const id = header && format.exec(header)?.groups?.['id'];
  return id && !/^0+$/.test(id) ? id : undefined;
}

/** Random bytes are cheap by the page and dear by the piece, and every request needs some. */
const pool = Buffer.alloc(4096);
let taken = pool.length;

function randomHex(bytes: number): string {
  if (taken + bytes > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += bytes;
  return pool.toString('hex', taken - bytes, taken);
}
