import { usageError } from '../command-error.ts';
import type { Session } from '../session.ts';
import type { Field } from './fields.ts';
import { typedValue } from './typed-value.ts';

/** Completes the values of a form by asking, or says which options are missing where nobody can be asked. */
export async function fillIn(fields: readonly Field[], values: Map<string, unknown>, session: Session): Promise<void> {
  const missing = fields.filter(({ key, isRequired }) => isRequired && !values.has(key));
  if (missing.length > 0 && !session.terminal.isInteractive) {
    throw usageError(
      `Values are missing for ${missing.map(({ key, title }) => `${key} (${title})`).join(', ')}.`,
      missing.map(({ key, title, isSecret }) => ({ label: title, command: isSecret ? `--secret ${key}=-` : `--value ${key}=…` })),
    );
  }
  for (const field of missing) values.set(field.key, typedValue(field, await ask(field, session)));
}

async function ask(field: Field, session: Session): Promise<string> {
  const { terminal } = session;
  const { title, help, choices, isSecret } = field;
  if (help !== undefined) terminal.note(terminal.style('dim', help));
  const question = choices.length > 0 ? `${title} (${choices.join(', ')})` : title;
  for (;;) {
    const answer = await session.prompter().ask(question, { hidden: isSecret });
    if (answer.trim()) return isSecret ? answer : answer.trim();
    terminal.note('This value is needed.');
  }
}
