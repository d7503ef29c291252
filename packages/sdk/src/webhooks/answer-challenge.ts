import { createHmac } from 'node:crypto';
import { WebhookSignatureError } from '../errors/webhook-signature-error.ts';
import { readField } from '../schema/field.ts';
import type { Challenge } from './challenges.ts';
import { isSameText } from './schemes/shared-token.ts';
import { readHeader, type WebhookRequest } from './webhook-request.ts';

/** What is sent back to the service. */
export interface ChallengeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ChallengeAnswer {
  readonly response: ChallengeResponse;
  /** The signing secret that the service chose with this challenge. */
  readonly secret?: string;
}

export interface ChallengeOptions {
  readonly secret: string | readonly string[] | undefined;
  readonly verifyToken?: string;
}

const longestValue = 4096;

/** What we answer comes from outside: it must never be read as a page. */
const inert = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" };

/** The answer to a challenge that comes unsigned, in query or header; `undefined` for any other request. Throws a WebhookSignatureError. */
export function answerUnsigned(
  challenge: Challenge,
  request: WebhookRequest,
  options: ChallengeOptions,
): ChallengeAnswer | undefined {
  switch (challenge.kind) {
    case 'echo-field':
      return undefined;
    case 'echo-query':
      return echoQuery(challenge, queryOf(request), options.verifyToken);
    case 'echo-header':
      return echoHeader(challenge, request, options.secret);
    case 'sign-query':
      return signQuery(challenge, request, options.secret);
  }
}

/** The answer to a challenge in the body of a delivery that was verified; `undefined` for any other payload. */
export function answerSigned(challenge: Challenge, payload: unknown): ChallengeAnswer | undefined {
  if (challenge.kind !== 'echo-field') return undefined;
  const { field, when } = challenge;
  if (when && readField(payload, when.field) !== when.is) return undefined;
  const value = readField(payload, field);
  if (typeof value !== 'string') return undefined;
  return json({ [field.split('.').at(-1) ?? field]: short(value) });
}

function echoQuery(
  { parameter, when, token }: Extract<Challenge, { kind: 'echo-query' }>,
  query: URLSearchParams,
  verifyToken: string | undefined,
): ChallengeAnswer | undefined {
  const value = query.get(parameter);
  if (value === null || (when && query.get(when.parameter) !== when.is)) return undefined;
  if (token !== undefined && (!verifyToken || !isSameText(query.get(token) ?? '', verifyToken))) {
    throw new WebhookSignatureError(
      `The verify token in ${token} is not the one of this webhook. Enter it at the service again.`,
    );
  }
  return { response: { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', ...inert }, body: short(value) } };
}

function echoHeader(
  { header, isSecret }: Extract<Challenge, { kind: 'echo-header' }>,
  request: WebhookRequest,
  known: string | readonly string[] | undefined,
): ChallengeAnswer | undefined {
  const value = readHeader(request, header);
  // Else anybody could put a secret of their own in the place of the service's.
  if (value === undefined || (isSecret && known && known.length > 0)) return undefined;
  if (!/^[\x21-\x7e]+$/.test(value)) throw new WebhookSignatureError(`The value of the header ${header} cannot be sent back.`);
  const response = { status: 200, headers: { ...inert, [header]: short(value) }, body: '' };
  return isSecret ? { response, secret: value } : { response };
}

function signQuery(
  { parameter, field, prefix = '' }: Extract<Challenge, { kind: 'sign-query' }>,
  request: WebhookRequest,
  secret: string | readonly string[] | undefined,
): ChallengeAnswer | undefined {
  const value = request.method === 'GET' ? queryOf(request).get(parameter) : null;
  if (value === null) return undefined;
  const key = typeof secret === 'string' ? secret : secret?.[0];
  if (!key) throw new WebhookSignatureError('No signing secret is known for this webhook, so the challenge cannot be answered.');
  // We sign for whoever asks, with the key that also signs deliveries: what is signed must not be able to pass for one.
  if (!/^[\w+/=-]{1,200}$/.test(value)) {
    throw new WebhookSignatureError(`The value of ${parameter} is none that the service would send. It was not signed.`);
  }
  return json({ [field]: prefix + createHmac('sha256', key).update(value).digest('base64') });
}

function json(value: Record<string, string>): ChallengeAnswer {
  return { response: { status: 200, headers: { 'content-type': 'application/json', ...inert }, body: JSON.stringify(value) } };
}

function queryOf({ url }: WebhookRequest): URLSearchParams {
  return URL.parse(url)?.searchParams ?? new URLSearchParams();
}

function short(value: string): string {
  if (value.length <= longestValue) return value;
  throw new WebhookSignatureError(`The challenge is longer than the ${longestValue} characters that are sent back.`);
}
