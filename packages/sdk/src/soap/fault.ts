import { ApiError } from '../errors/api-error.ts';
import type { MortiseError } from '../errors/mortise-error.ts';
import { quote } from '../errors/quote.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { UnavailableError } from '../errors/unavailable-error.ts';
import { readField } from '../schema/field.ts';
import { isRecord } from '../schema/is-record.ts';

/** Codes of WS-Security for credentials that were not accepted. */
const signInCodes = new Set(['FailedAuthentication', 'InvalidSecurityToken']);

/**
 * What a fault says, in the shape of SOAP 1.1 or 1.2. Not retried, since the service has understood and refused, unless its code or
 * its reason is one of `retryFaults`.
 * @see https://www.w3.org/TR/2000/NOTE-SOAP-20000508/#_Toc478383507
 * @see https://www.w3.org/TR/soap12-part1/#soapfault
 */
export function faultError(fault: unknown, status: number, retryFaults: readonly string[] = []): MortiseError {
  const codes = [textAt(fault, 'faultcode'), textAt(fault, 'Code.Value'), ...subcodes(readField(fault, 'Code'))].filter(Boolean);
  const reason = textAt(fault, 'faultstring') || textAt(fault, 'Reason.Text');
  const details = leaves(readField(fault, 'detail') ?? readField(fault, 'Detail'));
  const words = [codes.join(' / '), reason, details.length > 0 ? `(${details.join(', ')})` : ''].filter(Boolean);
  const detail = quote(`The service answered with a fault: ${words.join(' ') || 'without a reason.'}`);
  if (codes.some((code) => signInCodes.has(code.replace(/^.*:/, '')))) return new SignInError(`${detail} Sign in again.`, status);
  const isPassing = [...codes.map((code) => code.replace(/^.*:/, '')), reason].some((word) => retryFaults.includes(word));
  return isPassing ? new UnavailableError(status, detail) : new ApiError(status, detail);
}

function subcodes(code: unknown): string[] {
  const subcode = readField(code, 'Subcode');
  return subcode === undefined ? [] : [textAt(subcode, 'Value'), ...subcodes(subcode)];
}

/** Of a text in several languages, the first. */
function textAt(value: unknown, path: string): string {
  const found = readField(value, path);
  return ownText(Array.isArray(found) ? found[0] : found);
}

function ownText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return isRecord(value) && typeof value['#text'] === 'string' ? value['#text'].trim() : '';
}

/** `name: text` for each element of the detail that holds text; how they are nested is of no use to a reader. */
function leaves(value: unknown, name = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, name));
  const text = ownText(value);
  const own = text ? [name ? `${name}: ${text}` : text] : [];
  if (!isRecord(value)) return own;
  const inner = Object.entries(value).filter(([key]) => !key.startsWith('@') && key !== '#text');
  return [...own, ...inner.flatMap(([key, item]) => leaves(item, key))];
}
