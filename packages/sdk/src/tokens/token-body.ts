import { z } from 'zod';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';

const Bytes = z.record(z.string().regex(/^\d+$/), z.number());
/** Names and values as an HTML form would send them, which no page of HTML and no sentence is. */
const form = /^[\w.%+~-]+=[^\s<>"={}]*(?:&[\w.%+~-]+=[^\s<>"={}]*)*$/;

/**
 * The fields in the answer of a token endpoint. simple-oauth2 parses what is called JSON, and hands on anything else as its bytes,
 * at worst spread into an object: a few services answer with a form, or call JSON a text. Throws a MalformedResponseError for what is neither.
 */
export function readTokenBody(answer: unknown, host: string): unknown {
  const bytes = bytesOf(answer);
  if (!bytes) return answer;
  const text = bytes.toString().trim();
  if (form.test(text)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    // The parser would quote the text, and with it perhaps a token.
    throw new MalformedResponseError(`The token endpoint at ${host} did not answer with JSON.`);
  }
}

function bytesOf(answer: unknown): Buffer | undefined {
  if (answer instanceof Uint8Array) return Buffer.from(answer);
  if (typeof answer !== 'object' || answer === null || !('0' in answer)) return undefined;
  const named = Object.entries(answer).filter(([name]) => name !== 'refresh_token' && name !== 'expires_at');
  const bytes = Bytes.safeParse(Object.fromEntries(named)).data;
  return bytes && Buffer.from(Object.values(bytes));
}
