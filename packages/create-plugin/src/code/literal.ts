const identifier = /^[A-Za-z_$][\w$]*$/;

/** Code among values, written as it is. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value as it is written in code. What JSON cannot hold is left out, and so is `__proto__`, which no literal can give a value of its own. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value instanceof Code) return value.text;
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : JSON.stringify(value);
  const entries = Object.entries(value).filter(([name, inner]) => inner !== undefined && name !== '__proto__');
  return entries.length === 0 ? '{}' : `{ ${entries.map(([name, inner]) => property(name, literal(inner))).join(', ')} }`;
}

/** A property, in short where its value is a variable of the same name. */
export function property(name: string, code: string): string {
  return name === code ? name : `${key(name)}: ${code}`;
}

export function isIdentifier(name: string): boolean {
  return identifier.test(name);
}

/** The name of a property, with quotes where it needs them. */
export function key(name: string): string {
  return isIdentifier(name) ? name : JSON.stringify(name);
}

/** Text that stands in a template literal as it is. */
export function templateText(text: string): string {
  return text.replace(/[\\`]|\$(?=\{)/g, '\\$&');
}

/** A comment above what it explains, or nothing. No text can end it early. */
export function comment(...lines: readonly (string | undefined)[]): string {
  const shown = lines.filter((line) => line !== undefined && line !== '').map((line) => line?.replaceAll('*/', '* /'));
  if (shown.length === 0) return '';
  return shown.length === 1 ? `/** ${shown[0]} */\n` : `/**\n${shown.map((line) => ` * ${line}\n`).join('')} */\n`;
}
