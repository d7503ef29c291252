import { Action } from './action.ts';

/**
 * Own code as a step of a process. `execute()` returns the output or a chosen outcome, and reaches the service through the
 * connectors of its plugin: `await run(GetOrder, { orderId }, { within: context })`.
 */
export abstract class CustomAction extends Action {
  readonly kind = 'custom';
}
