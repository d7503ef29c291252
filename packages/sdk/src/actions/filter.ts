import { evaluateWithin } from '../expressions/evaluate-within.ts';
import { isTrue } from '../expressions/is-true.ts';
import { Action, type ActionContext } from './action.ts';
import { stop, success } from './outcome.ts';

/**
 * A condition without code. Where the JSONata expression is true, the input goes on as it is; where it is false or finds
 * nothing, the branch stops, which is no error. Anything else fails: `total > 100`, not `total`.
 * @see https://docs.jsonata.org
 */
export abstract class Filter extends Action {
  readonly kind = 'filter';
  abstract readonly condition: string;

  /** What goes on is what came in. Where the input's schema changes what it takes, say what then fits. */
  get output(): this['input'] {
    return this.input;
  }

  async execute(input: unknown, context: ActionContext) {
    const result = await evaluateWithin(context, this.condition, input);
    return isTrue(result) ? success(input) : stop(`The condition of ${this.name} is not met.`);
  }
}
