import { ExpressionError } from './expression-error.ts';

/** What a condition says; finding nothing means no. Throws an ExpressionError for any other value: it is no condition. */
export function isTrue(result: unknown): boolean {
  if (typeof result === 'boolean') return result;
  if (result === undefined) return false;
  const given = result === null ? 'null' : Array.isArray(result) ? 'a list' : `a value of type ${typeof result}`;
  throw new ExpressionError(
    'expression_failed',
    `The condition gave ${given}, not true or false. Compare, as in total > 100, or wrap it in $boolean( ).`,
  );
}
