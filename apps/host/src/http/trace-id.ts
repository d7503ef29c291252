import type { IncomingHttpHeaders } from 'node:http';
import { newTraceId, readTraceId } from '@mortise/sdk';

/** The trace that a request belongs to, or a new one. */
export function traceIdOf({ headers: { traceparent } }: { readonly headers: IncomingHttpHeaders }): string {
  return readTraceId(typeof traceparent === 'string' ? traceparent : traceparent?.[0]) ?? newTraceId();
}
