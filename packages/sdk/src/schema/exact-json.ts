/** Without so many digits in a row no integer is longer than JavaScript holds. */
const longDigits = /\d{16}/;
const integer = /^-?\d+$/;

/**
 * JSON as a value. An integer that JavaScript would round stays the text it is, since it is mostly an id. Throws a SyntaxError, and
 * a RangeError for what is nested too deep.
 */
export function parseExactJson(text: string): unknown {
  return longDigits.test(text) ? JSON.parse(text, keepExact) : JSON.parse(text);
}

/** `source` is how the number is written; lists and objects have none. */
function keepExact(_name: string, value: unknown, { source = '' }: { readonly source?: string } = {}): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && integer.test(source);
  return isRounded ? source : value;
}
