/** A refusal the shop answers as JSON: `{ error: { code, message, field? } }`. */
export class ShopError extends Error {
  override readonly name = 'ShopError';
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;

  constructor(status: number, code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export function notFound(what: string, id: string) {
  return new ShopError(404, 'not_found', `There is no ${what} ${id}.`);
}

export function invalid(field: string, message: string) {
  return new ShopError(400, 'invalid_input', message, field);
}

/** The JSON form of a refusal. */
export function errorBody(code: string, message: string, field?: string) {
  return { error: { code, message, ...(field && { field }) } };
}
