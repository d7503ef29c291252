/** A copy of a body with a value at a dotted path, for example `errors.0.message`; what is missing on the way is made. */
export function withField(body: unknown, path: string, value: unknown): unknown {
  return put(body, path.split('.'), value);
}

function put(body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (/^\d+$/.test(name)) return [put(Array.isArray(body) ? body[0] : undefined, rest, value)];
  const known = typeof body === 'object' && body !== null ? body : {};
  const inner: unknown = Object.hasOwn(known, name) ? Reflect.get(known, name) : undefined;
  return { ...known, [name]: put(inner, rest, value) };
}
