import type { FastifyInstance } from 'fastify';
import { parse } from 'secure-json-parse';
import { TransportError } from '../errors/transport-error.ts';

const deepest = 64;

/**
 * Takes bodies of JSON and of nothing else: no `__proto__`, no `constructor.prototype`, no nesting that exhausts a stack. A route
 * that keeps its bodies is given their bytes.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, request.routeOptions.config.keepsBody ? body : parseBody(String(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.keepsBody) done(null, body);
    else done(new TransportError('unsupported_media_type', 'Send the body as JSON, with "Content-Type: application/json".'));
  });
}

/** Throws a TransportError. Nothing, where there is no text. */
export function parseBody(text: string): unknown {
  // A request may carry the header and no body, as many clients do on POST and DELETE.
  if (text === '') return undefined;
  if (isTooDeep(text))
    throw new TransportError('malformed_json', `The body is nested deeper than ${deepest} levels. Make it flatter.`);
  try {
    return parse(text);
  } catch (cause) {
    throw new TransportError('malformed_json', 'The body is not valid JSON, or holds keys that are not allowed. Correct it.', {
      cause,
    });
  }
}

/** Looks at brackets outside of strings only; whether they match is the parser's business. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') {
      if (++depth > deepest) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}
