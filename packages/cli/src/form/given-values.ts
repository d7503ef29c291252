import { usageError } from '../command-error.ts';
import { nearest } from '../nearest.ts';
import type { Session } from '../session.ts';
import type { Field } from './fields.ts';
import { StdinLines } from './stdin-lines.ts';
import { typedValue } from './typed-value.ts';

/** The options that fill in a form. */
export interface ValueOptions {
  readonly value?: readonly string[];
  readonly valueEnv?: readonly string[];
  readonly secret?: readonly string[];
}

/** Values that the options of the command give, by field. */
export async function givenValues(
  fields: readonly Field[],
  options: ValueOptions,
  session: Session,
): Promise<Map<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const pair of options.value ?? []) {
    const [field, text] = split(fields, '--value', pair);
    if (field.isSecret) throw visibleSecret(field);
    values.set(field.key, typedValue(field, text));
  }
  for (const pair of options.valueEnv ?? []) {
    const [field, variable] = split(fields, '--value-env', pair);
    const text = session.surroundings.env[variable];
    if (!text) throw usageError(`--value-env ${field.key}: the environment variable ${variable} is not set.`);
    values.set(field.key, typedValue(field, text));
  }
  await readSecrets(fields, options.secret ?? [], session, values);
  return values;
}

async function readSecrets(
  fields: readonly Field[],
  pairs: readonly string[],
  session: Session,
  values: Map<string, unknown>,
): Promise<void> {
  const lines = new StdinLines(session);
  for (const pair of pairs) {
    const [field, source] = split(fields, '--secret', pair);
    if (source !== '-') throw visibleSecret(field);
    const text = session.terminal.isInteractive
      ? await session.prompter().ask(field.title, { hidden: true })
      : await lines.next();
    if (!text) throw usageError(`--secret ${field.key}=- found nothing on stdin. Give one line for each secret.`);
    values.set(field.key, typedValue(field, text));
  }
}

function split(fields: readonly Field[], option: string, pair: string): [Field, string] {
  const at = pair.indexOf('=');
  // Neither message repeats what came after the sign: it may be a secret.
  if (at < 1) throw usageError(`${option} takes key=value.`);
  const key = pair.slice(0, at);
  const field = fields.find((candidate) => candidate.key === key);
  if (field) return [field, pair.slice(at + 1)];
  const keys = fields.map((candidate) => candidate.key);
  const meant = nearest(key, keys);
  throw usageError(
    `There is no field "${key}". The fields are ${keys.join(', ') || 'none'}.`,
    meant === undefined ? [] : [{ label: `Did you mean ${meant}?` }],
  );
}

function visibleSecret({ key }: Field): Error {
  return usageError(`${key} is a secret, and a command line can be read by others on this machine and stays in its history.`, [
    { label: 'Read it from stdin', command: `--secret ${key}=-` },
    { label: 'Read it from the environment', command: `--value-env ${key}=VARIABLE` },
  ]);
}
