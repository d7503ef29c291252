import { evaluateWithin } from '../expressions/evaluate-within.ts';
import { Action, type ActionContext } from './action.ts';

/**
 * A mapping without code: a JSONata expression turns the input into the output. Where it finds nothing, the output is `null`.
 * It is evaluated apart from all else, within limits of time, memory and size.
 * @see https://docs.jsonata.org
 */
export abstract class Transform extends Action {
  readonly kind = 'transform';
  abstract readonly expression: string;

  async execute(input: unknown, context: ActionContext): Promise<unknown> {
    return (await evaluateWithin(context, this.expression, input)) ?? null;
  }
}
