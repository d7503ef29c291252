import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../backend.ts';
import type { Form } from './form.ts';

/** Whether a request carries the shop's client id and secret, in a Basic header or in its form. */
export function isAuthenticated(headers: IncomingHttpHeaders, form: Form, { clientId, clientSecret }: Settings) {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) return form['client_id'] === clientId && same(form['client_secret'], clientSecret);
  return same(Buffer.from(basic, 'base64').toString(), `${clientId}:${clientSecret}`);
}

/** Compares secrets in a time that does not depend on where they differ. */
export function same(given: string | undefined, expected: string) {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
