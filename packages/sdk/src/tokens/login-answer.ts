import { z } from 'zod';
import type { TokenSet } from '../application/authentication.ts';
import type { CustomLogin } from '../application/custom-login.ts';
import type { Redactor } from '../connection/redactor.ts';
import { readExplanation } from '../connection/refusal.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { textOf } from '../http/body-text.ts';
import type { HttpResponse } from '../http/request.ts';
import { parseExactJson } from '../schema/exact-json.ts';
import { readField } from '../schema/field.ts';
import { readExpiry } from './expiry.ts';
import { Token } from './token-reply.ts';

/** Some sessions are numbers. */
const SessionToken = z.union([Token, z.int().transform(String)]);

/**
 * The token in the answer of a login. Throws a SignInError where there is none, with nothing of the answer but what its error or
 * message says: a token may be anywhere else in it.
 */
export function readLogin(login: CustomLogin, answer: HttpResponse, host: string, redactor: Redactor): TokenSet {
  const content = parse(answer);
  const { data: accessToken } = SessionToken.safeParse(findToken(login.token, answer, content));
  if (accessToken === undefined) {
    const words = readExplanation(content, redactor);
    const place = typeof login.token === 'string' ? `"${login.token}"` : Object.entries(login.token).flat().join(' ');
    throw new SignInError(
      `The login at ${host} gave no token (${place}).${words ? ` It said: ${words}.` : ''} Check the credentials, then sign in again.`,
    );
  }
  redactor.addToken(accessToken);
  const issuedAt = Date.now();
  const expiresAt = expiryOf(login, content, issuedAt, host);
  return { accessToken, issuedAt, ...(expiresAt !== undefined && { expiresAt }) };
}

function expiryOf(login: CustomLogin, content: unknown, now: number, host: string): number | undefined {
  const place = login.expiresAt ?? login.expiresIn;
  let expiresAt: number | undefined;
  try {
    expiresAt = readExpiry(login, content, now);
  } catch {
    // What is there in its place may be the token, so it is not quoted.
    throw new SignInError(`The login at ${host} gave a token without a usable lifetime ("${place}").`);
  }
  if (expiresAt === undefined || expiresAt > now) return expiresAt;
  throw new SignInError(
    `The login at ${host} gave a token that has expired already ("${place}"). Check the clock of this machine.`,
  );
}

function findToken(place: CustomLogin['token'], { headers }: HttpResponse, content: unknown): unknown {
  if (typeof place === 'string') return readField(content, place);
  if ('header' in place) return headers[place.header.toLowerCase()];
  return findCookie(headers['set-cookie'] ?? '', place.cookie);
}

/** Several cookies stand in one line, joined by commas; so do the day and the date of their expiry, which end in no "=". */
function findCookie(line: string, name: string): string | undefined {
  for (const part of line.split(/,\s*|;\s*/)) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at) === name && part.length > at + 1) return part.slice(at + 1);
  }
  return undefined;
}

function parse(answer: HttpResponse): unknown {
  try {
    return parseExactJson(textOf(answer));
  } catch {
    // The token may be in a header; where it is not, its absence is what is told.
    return undefined;
  }
}
