import { z } from 'zod';

/** What a field shows beside its title. */
export interface FieldOptions {
  /** A sentence below the field: where to find the value, what it is for. */
  readonly help?: string;
}

/** A line of text. */
export function text(title: string, options: FieldOptions = {}) {
  return z.string().min(1).meta(describe(title, options));
}

/** A value that is stored encrypted, never returned and never logged. */
export function secret(title: string, options: FieldOptions = {}) {
  return z
    .string()
    .min(1)
    .meta({ ...describe(title, options), format: 'password', writeOnly: true });
}

/** An absolute http or https address, for services that run under the user's own host name. Paths are appended to it. */
export function url(title: string, options: FieldOptions = {}) {
  return z
    .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
    .refine(isBare, 'must be an address without user name, password, "?" and "#"')
    .overwrite((address) => address.replace(/\/+$/, ''))
    .meta(describe(title, options));
}

/** One label of a host name, for settings that end up in one: free text there could send the secrets elsewhere. */
export function slug(title: string, options: FieldOptions = {}) {
  return z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i, 'must be letters, digits and inner hyphens')
    .meta({ ...describe(title, options), format: 'hostname-label' });
}

function isBare(address: string): boolean {
  const parsed = URL.parse(address);
  return !parsed?.username && !parsed?.password && !/[?#\\\s]/.test(address);
}

function describe(title: string, { help }: FieldOptions) {
  return help === undefined ? { title } : { title, description: help };
}
