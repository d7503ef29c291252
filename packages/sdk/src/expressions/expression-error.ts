import { MortiseError } from '../errors/mortise-error.ts';

const kinds = {
  /** It cannot be read. `position` tells where. */
  invalid_expression: 'The expression cannot be read',
  /** It met a value that it cannot work with, or gave something that is not data. */
  expression_failed: 'The expression failed',
  /** It ran longer than the time limit and was ended. */
  expression_too_slow: 'The expression took too long',
  /** It, its memory, the depth of its calls or its result are larger than the limits. */
  expression_too_large: 'The expression is too large',
  /** Too many wait, or nothing could be started to evaluate it. The only one that another try can help. */
  expression_unavailable: 'Expressions cannot be evaluated at the moment',
} as const;

/** Why an expression gave nothing. Never changes once published. */
export type ExpressionErrorCode = keyof typeof kinds;

export interface ExpressionErrorDetails extends ErrorOptions {
  /** Characters from the start of the expression to the end of the word that is wrong. */
  readonly position?: number | undefined;
}

/** An expression gave nothing; `code` tells why. `position` is there where one word of the expression is to blame. */
export class ExpressionError extends MortiseError {
  override readonly name = 'ExpressionError';
  readonly code: ExpressionErrorCode;
  readonly title: string;
  readonly retryable: boolean;

  constructor(code: ExpressionErrorCode, detail: string, details: ExpressionErrorDetails = {}) {
    super(detail, details);
    this.code = code;
    this.title = kinds[code];
    this.retryable = code === 'expression_unavailable';
  }
}
