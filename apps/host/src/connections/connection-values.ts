import { choicesFromOf, missingFields, SettingsError, shownValues } from '@mortise/sdk';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { withClient } from '../applications/client-fields.ts';
import { type ApplicationFacts, type ConnectionForm, formOf, isSecret } from '../applications/form.ts';
import { refusePlaceholder } from '../applications/placeholder.ts';
import { placeOf } from '../schemas/error-place.ts';
import { FormCheck } from './form-check.ts';

const longestText = 10_000;

export type Values = Readonly<Record<string, unknown>>;

/** Filled-in values, split by where they are kept. */
export interface SplitValues {
  /** The application's own settings, which plugins are given. */
  readonly settings: Values;
  /** What the login needs and may be shown, such as a user name. */
  readonly credentials: Values;
  /** Everything the form calls `writeOnly`. */
  readonly secrets: Values;
}

/** Checks what a user filled in against the form in an application's manifest. No plugin code runs for it. */
export class ConnectionValues {
  readonly #checks = new WeakMap<ApplicationFacts, { form: ConnectionForm; check: FormCheck }>();

  /**
   * Throws a SettingsError that names the field, or a PluginBrokenError. Defaults are filled in, and the values of hidden fields
   * dropped. A `draft` may lack what can be chosen only once the rest is there, and with `hasClient` the OAuth client may be left
   * out.
   */
  split(application: ApplicationFacts, values: Values, { draft = false, hasClient = false } = {}): SplitValues {
    const { form, check } = this.#checkOf(application);
    checkLengths(values);
    const filledIn = shownValues(form, withTrimmedAddresses(form, values));
    const wrong = check.problems(filledIn).map((error) => ({ path: pathOf(error), message: messageOf(error) }));
    const missing = missingFields(hasClient ? withClient(form) : form, filledIn)
      .filter((field) => filledIn[field] === undefined && !(draft && choicesFromOf(form.properties[field])))
      .map((path) => ({ path, message: 'is missing' }));
    const problems = [...missing, ...wrong];
    if (problems.length > 0) throw explain(problems);
    // Defaults were filled in for hidden fields too.
    const entries = Object.entries(shownValues(form, filledIn));
    for (const [field, value] of entries) if (isSecret(form, field)) refusePlaceholder(field, value);
    const plain = entries.filter(([field]) => !isSecret(form, field));
    return {
      settings: Object.fromEntries(plain.filter(([field]) => field in application.settings.properties)),
      credentials: Object.fromEntries(plain.filter(([field]) => !(field in application.settings.properties))),
      secrets: Object.fromEntries(entries.filter(([field]) => isSecret(form, field))),
    };
  }

  #checkOf(application: ApplicationFacts) {
    const known = this.#checks.get(application);
    if (known) return known;
    const form = formOf(application);
    // What is required depends on what is shown, which is looked at for itself.
    const made = { form, check: new FormCheck({ ...form, required: [] }, application.title) };
    this.#checks.set(application, made);
    return made;
  }
}

/** A key or a certificate fits. What is longer was not filled in by hand, and every format would have to read it. */
function checkLengths(value: unknown, path = ''): void {
  if (typeof value === 'string' && value.length > longestText) {
    throw new SettingsError(
      path,
      `The form is not filled in correctly: ${path} must not be longer than ${longestText} characters.`,
    );
  }
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const [key, part] of Object.entries(value)) checkLengths(part, isList ? `${path}[${key}]` : path ? `${path}.${key}` : key);
}

/** Paths are appended to addresses, so they are kept without a slash at the end, as the SDK's own `url()` does. */
function withTrimmedAddresses(form: ConnectionForm, values: Values): Record<string, unknown> {
  const trim = (field: string, value: unknown) =>
    form.properties[field]?.['format'] === 'uri' && typeof value === 'string' ? value.replace(/\/+$/, '') : value;
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, trim(field, value)]));
}

function explain(problems: readonly { readonly path: string; readonly message: string }[]): SettingsError {
  const list = problems.map(({ path, message }) => (path ? `${path} ${message}` : message)).join('; ');
  return new SettingsError(problems[0]?.path ?? '', `The form is not filled in correctly: ${list}.`);
}

/** As code has it: `items[0].name`. */
function pathOf(error: ErrorObject): string {
  return placeOf(error).reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : text ? `${text}.${part}` : part), '');
}

function messageOf({ keyword, params, message = 'is not right' }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not a field of this form';
    case 'format':
      return params['format'] === 'uri' ? 'must be an address that starts with http:// or https://' : message;
    case 'enum':
      return `must be one of ${String(params['allowedValues']).replaceAll(',', ', ')}`;
    case 'uniqueItems':
      return 'must not hold a value twice';
    default:
      return message;
  }
}
