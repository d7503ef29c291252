import { ConnectionLimits, SettingsError } from '@mortise/sdk';
import type { ConnectionForm } from '../applications/form.ts';
import { isSecret } from '../applications/form.ts';
import type { Widget } from '../connections/connection-form-view.ts';
import type { Values } from '../connections/connection-values.ts';
import { uiOf } from '../connections/form-widgets.ts';

const authorizationForm = 'authorization_form';
const limiterForm = 'limiter_form';
/** A field that only says what to register at the service. */
const redirectField = 'redirect_url';

/** A field as a platform draws it. */
export interface WorkerField {
  readonly type: string;
  readonly key: string;
  readonly value: unknown;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  readonly choices: readonly Readonly<Record<string, string>>[];
}

export interface WorkerForm {
  readonly key: string;
  readonly publicName: string;
  readonly description: string;
  readonly readOnly: boolean;
  readonly fields: readonly WorkerField[];
}

/** The forms of an install by their keys. */
export type WorkerForms = Readonly<Record<string, WorkerForm>>;

/** What is filled in. */
export interface FilledIn {
  /** Without secrets. */
  readonly values: Values;
  /** Names of the secrets that are there. */
  readonly secrets: readonly string[];
  readonly limits: ConnectionLimits | undefined;
  /** Where the service sends the browser back to, where somebody has to sign in. */
  readonly redirectUri: string | undefined;
}

/** What a platform sends to be saved, by form and by field. */
export type GivenForms = Readonly<Record<string, Values>>;

const types: Readonly<Record<Widget, string>> = {
  text: 'text',
  password: 'password',
  address: 'url',
  number: 'number',
  checkbox: 'checkbox',
  select: 'selectbox',
  'multi-select': 'multiselect',
  list: 'multiselect',
};

/** Our form in a platform's words. It has none for a condition, so fields that may be hidden are shown and need not be filled in. */
export function toWorkerForms(form: ConnectionForm, filledIn: FilledIn): WorkerForms {
  const { widgets } = uiOf(form);
  const fields = Object.entries(form.properties).map(([key, schema]): WorkerField => {
    const choices = choicesIn(schema);
    const widget = widgets[key] ?? 'text';
    return {
      ...fieldOf(key, widget === 'select' && choices.length === 0 ? types.text : types[widget], String(schema['title'] ?? key)),
      value: isSecret(form, key) ? filledIn.secrets.includes(key) || null : (filledIn.values[key] ?? schema['default'] ?? null),
      description: String(schema['description'] ?? ''),
      required: form.required.includes(key),
      choices,
    };
  });
  const redirect = { ...fieldOf(redirectField, types.text, 'Redirect URL'), value: filledIn.redirectUri, readOnly: true };
  return {
    [authorizationForm]: formNamed(authorizationForm, 'Authorization', [
      ...fields,
      ...(filledIn.redirectUri === undefined ? [] : [redirect]),
    ]),
    [limiterForm]: formNamed(limiterForm, 'Limiter', limiterFields(filledIn.limits)),
  };
}

/** What is to be stored of it. `null` takes a value away; what the form does not know is left out, as on a platform's own workers. */
export function toValues(form: ConnectionForm, { [authorizationForm]: given = {} }: GivenForms): Record<string, unknown> {
  const known = Object.entries(given).filter(([key, value]) => key in form.properties && !isUntouchedSecret(form, key, value));
  return Object.fromEntries(known.map(([key, value]) => [key, toValue(form.properties[key], value)]));
}

/** The limits that a form asks for: `undefined` leaves them, `null` takes them away. Throws a SettingsError. */
export function toLimits(
  { [limiterForm]: given }: GivenForms,
  before: ConnectionLimits | undefined,
): ConnectionLimits | null | undefined {
  if (given === undefined) return undefined;
  const { amount, seconds } = before?.perConnection ?? {};
  const { useLimit = before !== undefined, value = amount, time = seconds } = given;
  if (useLimit !== true && useLimit !== 'true') return null;
  const limits = ConnectionLimits.safeParse({ perConnection: { amount: Number(value), seconds: Number(time) } });
  if (limits.success) return limits.data;
  throw new SettingsError(
    limiterForm,
    'The limit is not filled in correctly: it needs a whole number of calls, and a time in seconds.',
  );
}

/** Throws a SettingsError where the form has no such secret. */
export function passwordGiven(form: ConnectionForm, formKey: string, fieldKey: string, password: string): GivenForms {
  if (formKey === authorizationForm && isSecret(form, fieldKey)) return { [authorizationForm]: { [fieldKey]: password } };
  throw new SettingsError(fieldKey, `The form "${formKey}" has no password "${fieldKey}".`);
}

/** A stored secret is shown as `true`, and comes back like that. */
function isUntouchedSecret(form: ConnectionForm, key: string, value: unknown): boolean {
  return isSecret(form, key) && (value === true || value === '' || value === null);
}

/** A browser sends the numbers and the emptiness of its fields as text. */
function toValue(schema: ConnectionForm['properties'][string] | undefined, value: unknown): unknown {
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string') return value;
  const type = schema?.['type'];
  if ((type === 'number' || type === 'integer') && Number.isFinite(Number(value))) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function choicesIn(schema: ConnectionForm['properties'][string]): WorkerField['choices'] {
  const titles = new Map<unknown, string>();
  for (const choice of listIn(schema['choices'])) {
    if (typeof choice === 'object' && choice !== null && 'value' in choice && 'label' in choice) {
      titles.set(choice.value, String(choice.label));
    }
  }
  const { items } = schema;
  const values = listIn(schema['enum'] ?? (typeof items === 'object' && items !== null && 'enum' in items ? items.enum : []));
  return values.map((value) => ({ [String(value)]: titles.get(value) ?? String(value) }));
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function limiterFields(limits: ConnectionLimits | undefined): WorkerField[] {
  const { amount = null, seconds = null } = limits?.perConnection ?? {};
  return [
    { ...fieldOf('useLimit', types.checkbox, 'Use limit'), value: amount !== null },
    { ...fieldOf('value', types.number, 'Limit per time'), value: amount },
    { ...fieldOf('time', types.number, 'Time in seconds'), value: seconds },
  ];
}

function fieldOf(key: string, type: string, label: string): WorkerField {
  return { type, key, value: null, label, description: '', required: false, readOnly: false, disabled: false, choices: [] };
}

function formNamed(key: string, publicName: string, fields: readonly WorkerField[]): WorkerForm {
  return { key, publicName, description: '', readOnly: false, fields };
}
