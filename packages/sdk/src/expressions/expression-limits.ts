/** What one evaluation may take. */
export interface ExpressionLimits {
  /** Milliseconds of evaluation, without the wait for its turn; then it is ended, whatever it does. 1000 by default. */
  readonly timeMs: number;
  /** Megabytes of memory. 128 by default. */
  readonly memoryMegabytes: number;
  /** Nested steps of the evaluation; a recursive function takes about three per call. 1000 by default. */
  readonly depth: number;
  /** Bytes of the result as JSON. 1 MiB by default. */
  readonly outputBytes: number;
  /** Characters of the expression. 32,768 by default. */
  readonly expressionLength: number;
}

export const defaultLimits: ExpressionLimits = {
  timeMs: 1000,
  memoryMegabytes: 128,
  depth: 1000,
  outputBytes: 1024 * 1024,
  expressionLength: 32_768,
};
