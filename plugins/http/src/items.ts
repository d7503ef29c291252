import { asList, OutputError, readField } from '@mortise/sdk';

/** The list at a dotted path of an answer. In XML, one element may be a list of one, and none an empty list. */
export function itemsIn(body: unknown, path: string, isXml: boolean): readonly unknown[] {
  const found = path === '' ? body : readField(body, path);
  if (isXml) return asList(found);
  if (found === null) return [];
  if (Array.isArray(found)) return found;
  throw new OutputError(
    path,
    path === '' ? 'The answer is no list. Name the path of its items.' : `The answer has no list at "${path}".`,
  );
}
