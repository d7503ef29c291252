import type { z } from 'zod';
import type { Credentials } from '../application/authentication.ts';
import { type CustomLogin, placeholder } from '../application/custom-login.ts';
import { SettingsError } from '../errors/settings-error.ts';
import { type BodyOptions, path as encodedPath, get, type HttpRequest, patch, post, put } from '../http/request.ts';

type Value = string | number | boolean;
type Json = z.core.util.JSONType;
const methods = { GET: get, POST: post, PUT: put, PATCH: patch };
const onlyPlaceholder = new RegExp(`^${placeholder.source}$`);
/** What can stand in a header (RFC 9110, 5.5), without the bytes that no two servers read alike. */
const headerText = /^[\x20-\x7e]*$/;

/** The request that logs in, with what the user filled in. Throws a SettingsError that names a field that cannot be sent. */
export function loginRequest({ request, fields }: CustomLogin, credentials: Credentials): HttpRequest {
  const values = new Values(fields.properties, credentials);
  const { method, path, query, headers = {}, basic, form, json } = request;
  const options: BodyOptions = {
    headers: { ...values.headers(headers), ...(basic && { authorization: values.basic(basic) }) },
    ...(query && { query: values.texts(query) }),
    ...(form && { form: values.texts(form) }),
    ...(json !== undefined && { json: values.json(json) }),
  };
  return methods[method](values.path(path), options);
}

/** The values that were filled in, put into texts in the way of each place. */
class Values {
  readonly #values: ReadonlyMap<string, Value>;

  constructor(properties: CustomLogin['fields']['properties'], credentials: Credentials) {
    const entries = Object.keys(properties).flatMap((name): [string, Value][] => {
      const value = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [];
    });
    this.#values = new Map(entries);
  }

  path(text: string): string {
    return this.#fill(text, (value, name) => {
      if (['', '.', '..'].includes(value)) throw new SettingsError(name, `The form does not fit the login. ${name}: is missing`);
      return encodedPath`${value}`;
    });
  }

  texts(record: Readonly<Record<string, string>>): Record<string, string> {
    const entries = Object.entries(record).filter(([, text]) => !this.#isLeftOut(text));
    return Object.fromEntries(entries.map(([name, text]) => [name, this.#fill(text)]));
  }

  headers(record: Readonly<Record<string, string>>): Record<string, string> {
    const entries = Object.entries(record).filter(([, text]) => !this.#isLeftOut(text));
    return Object.fromEntries(entries.map(([name, text]) => [name, this.#fill(text, checkHeader)]));
  }

  basic({ username, password }: { readonly username: string; readonly password: string }): string {
    return `Basic ${Buffer.from(`${this.#fill(username)}:${this.#fill(password)}`).toString('base64')}`;
  }

  json(value: Json): Json | undefined {
    if (typeof value === 'string') return this.#jsonText(value);
    if (Array.isArray(value)) return value.map((part) => this.json(part)).filter((part) => part !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, part]) => [name, this.json(part)] as const);
    return Object.fromEntries(entries.flatMap(([name, part]) => (part === undefined ? [] : [[name, part]])));
  }

  #jsonText(text: string): Value | undefined {
    const name = onlyPlaceholder.exec(text)?.groups?.['name'];
    return name === undefined ? this.#fill(text) : this.#values.get(name);
  }

  #isLeftOut(text: string): boolean {
    const name = onlyPlaceholder.exec(text)?.groups?.['name'];
    return name !== undefined && !this.#values.has(name);
  }

  #fill(text: string, encode: (value: string, name: string) => string = (value) => value): string {
    return text.replace(placeholder, (_whole, name: string) => encode(String(this.#values.get(name) ?? ''), name));
  }
}

function checkHeader(value: string, name: string): string {
  if (headerText.test(value)) return value;
  throw new SettingsError(name, `The value of ${name} holds a character that cannot be sent in a header. Fill it in again.`);
}
