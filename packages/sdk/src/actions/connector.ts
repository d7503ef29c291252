import { Action } from './action.ts';

/** One endpoint in code of your own: `execute()` sends what it needs through `context.send()` and returns the output. */
export abstract class Connector extends Action {
  readonly kind = 'connector';
}
