/**
 * The value at a dotted path, for example `errors.0.message`; `undefined` where there is none. In a list, `-1` is the last item.
 * A field whose own name holds dots, such as `@odata.nextLink`, is found by that name. Looks at own fields only.
 */
export function readField(value: unknown, path: string): unknown {
  if (hasOwn(value, path)) return Reflect.get(value, path);
  let current = value;
  for (const step of path.split('.')) {
    const name = Array.isArray(current) && /^-\d+$/.test(step) ? String(current.length + Number(step)) : step;
    if (!hasOwn(current, name)) return undefined;
    current = Reflect.get(current, name);
  }
  return current;
}

function hasOwn(value: unknown, name: string): value is object {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}
