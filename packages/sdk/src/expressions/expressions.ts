/** `@mortise/sdk/expressions`: JSONata with limits, for hosts and for tests. Plugins extend Transform and Filter instead. */

export { ExpressionError, type ExpressionErrorCode } from './expression-error.ts';
export {
  type EvaluateOptions,
  ExpressionEvaluator,
  type ExpressionEvaluatorOptions,
} from './expression-evaluator.ts';
export type { ExpressionLimits } from './expression-limits.ts';
export { isTrue } from './is-true.ts';
