import { isUtf8 } from 'node:buffer';
import { inspect } from 'node:util';
import type { ApiDescription, HttpRequest, Outcome } from '@mortise/sdk';
import type { Bytes, WireApi, WireRequest } from './protocol.ts';

export function toWireRequest({ headers, body, ...request }: HttpRequest): WireRequest {
  return { ...request, headers: { ...headers }, ...(body !== undefined && { body: toBytes(body) }) };
}

export function fromWireRequest({ body, ...request }: WireRequest): HttpRequest {
  return { ...request, ...(body && { body: fromBytes(body) }) };
}

export function toWireApi({
  clientCertificate,
  responses,
  bodyRefusal,
  idempotencyHeader,
  limits,
  rateHeaders,
  test,
  ...api
}: ApiDescription): WireApi {
  return {
    ...api,
    headers: { ...api.headers },
    ...(clientCertificate && { clientCertificate }),
    ...(responses !== undefined && { responses }),
    ...(bodyRefusal !== undefined && { bodyRefusal }),
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    ...(limits && { limits }),
    ...(rateHeaders !== undefined && { rateHeaders }),
    ...(test && { test: toWireRequest(test) }),
  };
}

export function fromWireApi({ test, ...api }: WireApi): ApiDescription {
  return test ? { ...api, test: fromWireRequest(test) } : api;
}

/** JSON has no `undefined`: an action that gives nothing gives `null`. */
export function toWireOutcome(outcome: Outcome): Outcome {
  return 'output' in outcome ? { ...outcome, output: outcome.output ?? null } : outcome;
}

/** Fields for the log are whatever an action chose; what JSON cannot say is said as text. */
export function toWireFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  try {
    JSON.stringify(fields);
    return { ...fields };
  } catch {
    // A cycle, or a number too large: no fault of the action, which only wanted to log it.
    return { fields: inspect(fields, { depth: 4, breakLength: Infinity, maxStringLength: Infinity }) };
  }
}

export function toBytes(data: string | Uint8Array): Bytes {
  if (typeof data === 'string') return { text: data };
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return isUtf8(buffer) ? { text: buffer.toString('utf8') } : { base64: buffer.toString('base64') };
}

export function fromBytes(bytes: Bytes): Buffer {
  return 'text' in bytes ? Buffer.from(bytes.text) : Buffer.from(bytes.base64, 'base64');
}
