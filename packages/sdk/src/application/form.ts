import { z } from 'zod';
import { type ConditionalOptions, dressField, type FieldOptions, type PlainOptions } from './field-options.ts';

/** A line of text. */
export function text(title: string, options?: PlainOptions): z.ZodString;
export function text(title: string, options: ConditionalOptions): z.ZodOptional<z.ZodString>;
export function text(title: string, options: FieldOptions = {}) {
  return dressField(z.string().min(1), title, options);
}

/** A value that is stored encrypted, never returned and never logged. */
export function secret(title: string, options?: PlainOptions): z.ZodString;
export function secret(title: string, options: ConditionalOptions): z.ZodOptional<z.ZodString>;
export function secret(title: string, options: FieldOptions = {}) {
  return dressField(z.string().min(1), title, options, { format: 'password', writeOnly: true });
}

/** An absolute http or https address, for services that run under the user's own host name. Paths are appended to it. */
export function url(title: string, options?: PlainOptions): z.ZodURL;
export function url(title: string, options: ConditionalOptions): z.ZodOptional<z.ZodURL>;
export function url(title: string, options: FieldOptions = {}) {
  const address = z
    .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
    .refine(isBare, 'must be an address without user name, password, "?" and "#"')
    .overwrite((text) => text.replace(/\/+$/, ''));
  return dressField(address, title, options);
}

/** One label of a host name, for settings that end up in one: free text there could send the secrets elsewhere. */
export function slug(title: string, options?: PlainOptions): z.ZodString;
export function slug(title: string, options: ConditionalOptions): z.ZodOptional<z.ZodString>;
export function slug(title: string, options: FieldOptions = {}) {
  const label = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i, 'must be letters, digits and inner hyphens');
  return dressField(label, title, options, { format: 'hostname-label' });
}

/** Bounds of a number, both inclusive; none by default. */
export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  /** Takes whole numbers only. */
  readonly integer?: true;
}

/** A number. */
export function number(title: string, options?: PlainOptions & NumberBounds): z.ZodNumber;
export function number(title: string, options: ConditionalOptions & NumberBounds): z.ZodOptional<z.ZodNumber>;
export function number(title: string, { min, max, integer, ...options }: FieldOptions & NumberBounds = {}) {
  const checks = [
    ...(integer ? [z.int()] : []),
    ...(min === undefined ? [] : [z.gte(min)]),
    ...(max === undefined ? [] : [z.lte(max)]),
  ];
  return dressField(z.number().check(...checks), title, options);
}

/** Yes or no; no, where it is left out. */
export function checkbox(title: string, options?: PlainOptions): z.ZodDefault<z.ZodBoolean>;
export function checkbox(title: string, options: ConditionalOptions): z.ZodOptional<z.ZodDefault<z.ZodBoolean>>;
export function checkbox(title: string, options: FieldOptions = {}) {
  return dressField(z.boolean().default(false), title, options);
}

function isBare(address: string): boolean {
  const parsed = URL.parse(address);
  return !parsed?.username && !parsed?.password && !/[?#\\\s]/.test(address);
}
