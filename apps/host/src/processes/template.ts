/** The expression that a value of a template stands for: a text that begins with `=`, but not with `==`. */
export function expressionOf(template: unknown): string | undefined {
  return typeof template === 'string' && template.startsWith('=') && !template.startsWith('==') ? template.slice(1) : undefined;
}

/** What a text that is no expression stands for: behind `==` follows a text that begins with `=`. */
export function literalText(text: string): string {
  return text.startsWith('==') ? text.slice(1) : text;
}
