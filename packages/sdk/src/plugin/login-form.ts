import type { Authentication } from '../application/authentication.ts';
import { optionsOf } from '../forms/check-fields.ts';
import { conditionOf, type FormFields } from '../forms/shown-fields.ts';
import type { JsonSchema } from '../schema/schema.ts';
import type { Sample } from './sample-settings.ts';

type OptionValue = string | number | boolean;

/** One of several logins of an application: the choice that leads to it, and its kind. */
export interface Login {
  readonly when: Readonly<Record<string, OptionValue>>;
  readonly authentication: Authentication['kind'];
}

interface LoginForm {
  readonly authentication: Authentication['kind'];
  readonly form: FormFields;
}

/**
 * What the user fills in to log in. Where a setting chooses the login, its fields are those of every login, each shown with
 * its own. Throws a TypeError where more than one setting chooses.
 */
export function describeLogin(
  samples: readonly Sample[],
  settings: FormFields,
  formOf: (authentication: Authentication) => FormFields,
  subject: string,
): { readonly authentication: Authentication['kind']; readonly logins: readonly Login[]; readonly credentials: FormFields } {
  const found = samples.map((sample) => ({ settings: sample.settings, ...loginOf(sample, formOf) }));
  const [usual] = found;
  if (!usual) throw new TypeError(`${subject} has no login.`);
  const { authentication } = usual;
  if (found.every((login) => isSame(login, usual))) return { authentication, logins: [], credentials: usual.form };
  const chosenBy = Object.keys(settings.properties).find((name) => chooses(name, settings, found));
  if (chosenBy === undefined) {
    throw new TypeError(
      `The login of ${subject} depends on more than one choice. Let one \`select\` without conditions decide it.`,
    );
  }
  const logins = new Map<OptionValue, LoginForm>();
  for (const login of found) {
    const value = optionOf(login.settings, chosenBy);
    if (value !== undefined && !logins.has(value)) logins.set(value, login);
  }
  return {
    authentication,
    logins: [...logins].map(([value, login]) => ({ when: { [chosenBy]: value }, authentication: login.authentication })),
    credentials: union(chosenBy, logins, subject),
  };
}

function loginOf({ api: { authentication } }: Sample, formOf: (authentication: Authentication) => FormFields): LoginForm {
  return { authentication: authentication.kind, form: formOf(authentication) };
}

/** Whether the value of one setting is all one has to know to tell the login. A hidden or missing one says "no login". */
function chooses(
  name: string,
  { properties }: FormFields,
  found: readonly (LoginForm & { readonly settings: Sample['settings'] })[],
): boolean {
  const field = properties[name];
  if (!field || field['writeOnly'] === true || field['type'] === 'array' || !optionsOf(field)) return false;
  const seen = new Map<OptionValue | undefined, LoginForm>();
  return found.every((login) => {
    const value = optionOf(login.settings, name);
    const before = seen.get(value) ?? login;
    seen.set(value, before);
    return isSame(before, login) && (value !== undefined || Object.keys(login.form.properties).length === 0);
  });
}

function optionOf(settings: Sample['settings'], name: string): OptionValue | undefined {
  const value = settings[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function isSame(one: LoginForm, other: LoginForm): boolean {
  return one.authentication === other.authentication && JSON.stringify(one.form) === JSON.stringify(other.form);
}

/** The fields of all logins, each shown where one of the values that lead to it is chosen. */
function union(chosenBy: string, logins: ReadonlyMap<OptionValue, LoginForm>, subject: string): FormFields {
  const fields = new Map<string, { schema: JsonSchema; isRequired: boolean; values: OptionValue[] }>();
  for (const [value, { form }] of logins) {
    for (const [name, schema] of Object.entries(form.properties)) {
      const isRequired = form.required.includes(name) || schema['requiredIfShown'] === true;
      const known = fields.get(name);
      if (!known) fields.set(name, { schema, isRequired, values: [value] });
      else if (JSON.stringify(known.schema) === JSON.stringify(schema) && known.isRequired === isRequired)
        known.values.push(value);
      else
        throw new TypeError(`Two logins of ${subject} ask for "${name}" in different ways. Give one of the fields another name.`);
    }
  }
  const properties = [...fields].map(([name, { schema, isRequired, values }]): [string, JsonSchema] => [
    name,
    { ...schema, showIf: { ...conditionOf(schema), [chosenBy]: values }, ...(isRequired && { requiredIfShown: true }) },
  ]);
  return { properties: Object.fromEntries(properties), required: [] };
}
