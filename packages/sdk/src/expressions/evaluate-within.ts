import type { ActionContext } from '../actions/action.ts';
import type { ExpressionEvaluator } from './expression-evaluator.ts';

let ownEvaluator: Promise<ExpressionEvaluator> | undefined;

/** Evaluates where the context says. An action that runs in this very program has processes of the program for it. */
export async function evaluateWithin(context: ActionContext, expression: string, input: unknown): Promise<unknown> {
  if (context.evaluate) return context.evaluate(expression, input);
  ownEvaluator ??= openEvaluator();
  const evaluator = await ownEvaluator;
  return evaluator.evaluate(expression, input, { signal: context.signal });
}

async function openEvaluator(): Promise<ExpressionEvaluator> {
  const { ExpressionEvaluator } = await import('./expression-evaluator.ts');
  return new ExpressionEvaluator();
}
