import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import type { Field, Option } from './fields.ts';
import { findOption, searchOptions } from './find-option.ts';

/** A longer list is searched by name instead of read. */
const mostLines = 30;

/** Asks for the value of one field until it has one; `undefined`, where the user leaves it to its default. */
export async function askField(field: Field, session: Session): Promise<unknown> {
  const { terminal } = session;
  if (field.help !== undefined) terminal.note(terminal.style('dim', printable(field.help)));
  if (field.type === 'boolean') return askYesOrNo(field, session);
  if (field.options.length > 0 && field.type === 'array') return askSeveral(field, session);
  if (field.options.length > 0) return askOne(field, session);
  return askText(field, session);
}

async function askYesOrNo({ title, fallback }: Field, session: Session): Promise<boolean | undefined> {
  for (;;) {
    const answer = (await session.prompter().ask(`${printable(title)} [${fallback === true ? 'Y/n' : 'y/N'}]`)).trim();
    if (answer === '') return fallback === undefined ? false : undefined;
    if (/^(y(es)?|true)$/i.test(answer)) return true;
    if (/^(no?|false)$/i.test(answer)) return false;
    session.terminal.note('Answer y or n.');
  }
}

async function askOne(field: Field, session: Session): Promise<unknown> {
  let shown = field.options;
  for (;;) {
    showOptions(shown, session);
    const answer = await session.prompter().ask(questionOf(field));
    if (answer.trim() === '' && field.fallback !== undefined) return undefined;
    const option = findOption(shown, answer);
    if (option) return option.value;
    const found = answer.trim() === '' ? [] : searchOptions(field.options, answer);
    // A service may know more than it lists.
    if (found.length === 0 && field.isDynamic && answer.trim() !== '') return answer.trim();
    if (found.length === 0) session.terminal.note('That is none of them. Type its number or its name.');
    shown = found.length > 0 ? found : field.options;
  }
}

async function askSeveral(field: Field, session: Session): Promise<unknown> {
  for (;;) {
    showOptions(field.options, session);
    const answer = (await session.prompter().ask(`${questionOf(field)}, with commas between several`)).trim();
    if (answer === '') return field.fallback === undefined ? [] : undefined;
    const parts = answer.split(',').filter((part) => part.trim() !== '');
    const found = parts.map((part) => findOption(field.options, part)?.value ?? (field.isDynamic ? part.trim() : undefined));
    if (found.every((value) => value !== undefined)) return [...new Set(found)];
    session.terminal.note('One of these is not in the list. Type their numbers or their names.');
  }
}

async function askText(field: Field, session: Session): Promise<unknown> {
  const { type, isSecret, fallback } = field;
  for (;;) {
    const answer = await session.prompter().ask(questionOf(field), { hidden: isSecret });
    if (answer.trim() === '' && fallback !== undefined) return undefined;
    if (answer.trim() === '') session.terminal.note('This value is needed.');
    else if (type === 'array') return answer.split(',').map((part) => part.trim());
    else if (type !== 'number' && type !== 'integer') return isSecret ? answer : answer.trim();
    else if (isNumber(answer, field)) return Number(answer);
    else session.terminal.note(`This has to be ${numberWords(field)}.`);
  }
}

function questionOf({ title, fallback, options }: Field): string {
  if (fallback === undefined) return printable(title);
  const usual = Array.isArray(fallback) ? fallback : [fallback];
  const names = usual.map((value) => options.find((option) => option.value === value)?.label ?? String(value));
  return `${printable(title)} [${printable(names.join(', ') || 'none')}]`;
}

function showOptions(options: readonly Option[], { terminal }: Session): void {
  for (const [index, { label, value }] of options.slice(0, mostLines).entries()) {
    const [name, code] = [printable(label), printable(String(value))];
    terminal.note(`  ${index + 1}  ${name === code ? name : `${name}  ${terminal.style('dim', code)}`}`);
  }
  if (options.length > mostLines) terminal.note(`  and ${options.length - mostLines} more: type a part of its name`);
}

function isNumber(text: string, { type, minimum = -Infinity, maximum = Infinity }: Field): boolean {
  const value = Number(text);
  return Number.isFinite(value) && (type === 'number' || Number.isInteger(value)) && value >= minimum && value <= maximum;
}

function numberWords({ type, minimum, maximum }: Field): string {
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${kind}, ${minimum} or more`;
  return maximum === undefined ? kind : `${kind}, ${maximum} at most`;
}
