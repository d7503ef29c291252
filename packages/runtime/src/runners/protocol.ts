import { Authentication, BodyRefusal, FileReference, Limits, RateHeaders } from '@mortise/sdk';
import { z } from 'zod';
import { WebhookTask } from './webhook-task.ts';

/**
 * What a host and a plugin's process, or a service, say to each other: JSON objects, one per line of a pipe, sealed over a
 * broker.
 */
const ErrorContract = z.object({
  // Codes are searched for and counted, so that one which is none must not stand where they do.
  code: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .catch('plugin_error'),
  title: z.string(),
  detail: z.string(),
  path: z.string().exactOptional(),
  position: z.number().exactOptional(),
  do: z.array(z.object({ label: z.string(), command: z.string().exactOptional(), href: z.string().exactOptional() })).readonly(),
  retryable: z.boolean(),
  retryAfterMs: z.number().exactOptional(),
  status: z.number().exactOptional(),
});

const Outcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('success'), output: z.unknown() }),
  z.object({ outcome: z.literal('page'), items: z.array(z.unknown()).readonly(), cursor: z.string().exactOptional() }),
  z.object({ outcome: z.literal('route'), to: z.array(z.string()).readonly(), output: z.unknown() }),
  z.object({ outcome: z.literal('stop'), reason: z.string().exactOptional() }),
  z.object({ outcome: z.literal('limit'), afterMs: z.number().exactOptional(), error: ErrorContract.exactOptional() }),
  z.object({
    outcome: z.literal('retry'),
    afterMs: z.number().exactOptional(),
    maxAttempts: z.number().exactOptional(),
    error: ErrorContract,
  }),
  z.object({ outcome: z.literal('fail'), error: ErrorContract }),
]);

const StatusRanges = z.union([z.number(), z.string(), z.array(z.union([z.number(), z.string()])).readonly()]);
const Responses = z.union([
  StatusRanges,
  z.object({ success: StatusRanges.exactOptional(), fail: StatusRanges.exactOptional(), retry: StatusRanges.exactOptional() }),
]);

/** Bytes as text where they are valid UTF-8, else as base64. */
export const Bytes = z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]);
export type Bytes = z.infer<typeof Bytes>;

const Settings = z.record(z.string(), z.unknown());
const Id = z.int();

/** A request that an action wants to be sent. */
export const WireRequest = z.object({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: Bytes.exactOptional(),
  idempotencyKey: z.string().exactOptional(),
});
export type WireRequest = z.infer<typeof WireRequest>;

/** What an application says about its API. */
const Description = z.object({
  baseUrl: z.string(),
  authentication: Authentication,
  clientCertificate: z.boolean().exactOptional(),
  headers: z.record(z.string(), z.string()),
  responses: Responses.exactOptional(),
  bodyRefusal: BodyRefusal.exactOptional(),
  idempotencyHeader: z.string().exactOptional(),
  limits: Limits.exactOptional(),
  rateHeaders: z.union([RateHeaders, z.literal('ignored')]).exactOptional(),
  test: WireRequest.exactOptional(),
});

export type WireApi = z.infer<typeof Description>;

/** From the host to the plugin. */
export const HostFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ping') }),
  /** `application` tells several apart that one service offers. */
  z.object({ type: z.literal('describe'), id: Id, application: z.string().exactOptional(), settings: Settings }),
  z.object({
    type: z.literal('call'),
    id: Id,
    application: z.string().exactOptional(),
    action: z.string(),
    input: z.unknown(),
    settings: Settings,
    cursor: z.string().exactOptional(),
    idempotencyKey: z.string(),
    task: WebhookTask.exactOptional(),
  }),
  /** The caller has given up; the result will not be read. */
  z.object({ type: z.literal('cancel'), id: Id }),
  /** The answer to a request. */
  z.object({
    type: z.literal('response'),
    exchange: Id,
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: Bytes,
    url: z.string().exactOptional(),
  }),
  /** The result of an expression; without an output it found nothing. */
  z.object({ type: z.literal('evaluation'), exchange: Id, output: z.unknown().optional() }),
  /** The answer to a request whose body was to be kept as a file. */
  z.object({ type: z.literal('file'), exchange: Id, file: FileReference }),
  /** What is in a file. */
  z.object({ type: z.literal('content'), exchange: Id, content: Bytes }),
  /** A request or an expression that got no answer, or a bad one. */
  z.object({ type: z.literal('refusal'), exchange: Id, error: ErrorContract }),
]);
export type HostFrame = z.infer<typeof HostFrame>;

/** From the plugin to the host. */
export const PluginFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), actions: z.array(z.string()) }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('crash'), reason: z.string() }),
  z.object({ type: z.literal('description'), id: Id, api: Description }),
  /** The application threw while it described itself. */
  z.object({ type: z.literal('undescribed'), id: Id, error: ErrorContract }),
  z.object({
    type: z.literal('request'),
    id: Id,
    exchange: Id,
    request: WireRequest,
    responses: Responses.exactOptional(),
    /** The body of the answer is to be kept as a file, and does not come back. */
    download: z.object({ maxBytes: z.number().exactOptional(), filename: z.string().exactOptional() }).exactOptional(),
  }),
  /** Asks for what is in a file. */
  z.object({ type: z.literal('read'), id: Id, exchange: Id, file: z.string(), maxBytes: z.number().exactOptional() }),
  /** An expression that the host shall evaluate: the plugin's process may start nothing that could be ended. */
  z.object({ type: z.literal('evaluate'), id: Id, exchange: Id, expression: z.string(), input: z.unknown().optional() }),
  z.object({ type: z.literal('result'), id: Id, outcome: Outcome }),
  z.object({
    type: z.literal('log'),
    id: Id.exactOptional(),
    level: z.enum(['info', 'warn', 'error']),
    message: z.string(),
    fields: z.record(z.string(), z.unknown()).exactOptional(),
  }),
]);
export type PluginFrame = z.infer<typeof PluginFrame>;

/** Where the plugin's process finds its end of the channel. */
export const channelDescriptor = 3;

/** Who sent a frame that does not fit in all its parts. */
export const FrameSender = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('request'), exchange: Id }),
  z.looseObject({ type: z.literal('read'), exchange: Id }),
  z.looseObject({ type: z.literal('evaluate'), exchange: Id }),
  z.looseObject({ type: z.literal('result'), id: Id }),
  z.looseObject({ type: z.literal('description'), id: Id }),
  z.looseObject({ type: z.literal('log') }),
]);

/** The first problems of a frame, as its author would look for them. */
export function describeIssues({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .slice(0, 3)
    .join('; ');
}
