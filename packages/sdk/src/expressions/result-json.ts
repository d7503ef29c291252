import { ExpressionError } from './expression-error.ts';

/** The result of an expression as JSON. Throws an ExpressionError where it is no data, or more than `maxBytes`. */
export function toJson(result: unknown, maxBytes: number): string | undefined {
  // `undefined` for what JSON has no word for, which the types of the language do not tell.
  const json: string | undefined = JSON.stringify(isFunction(result) ? refuseFunction() : result, onlyData);
  if (json !== undefined && Buffer.byteLength(json) > maxBytes) {
    throw new ExpressionError(
      'expression_too_large',
      `Its result has ${Buffer.byteLength(json)} bytes, ${maxBytes} are allowed. Let it give less.`,
    );
  }
  return json;
}

function onlyData(_key: string, value: unknown): unknown {
  if (isFunction(value)) refuseFunction();
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ExpressionError(
      'expression_failed',
      'A number in its result is infinite or undefined, as after a division by zero.',
    );
  }
  return value;
}

/** JSONata's own functions are objects, marked like this. */
function isFunction(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'function';
  return '_jsonata_lambda' in value || '_jsonata_function' in value;
}

function refuseFunction(): never {
  throw new ExpressionError(
    'expression_failed',
    'Its result holds a function. Call it, as in $sum(items.price), or leave it out.',
  );
}
