import type { HttpRequest } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import { Action, type ActionContext } from './action.ts';
import { readBody } from './body.ts';

/** One endpoint of a REST API: `request()` says what to send, the body of the answer is the output. */
export abstract class RestConnector extends Action {
  readonly kind = 'connector';
  /** How answers are judged where this endpoint differs from its application. */
  readonly responses?: Responses;

  abstract request(input: unknown, context: ActionContext): HttpRequest;

  async execute(input: unknown, context: ActionContext): Promise<unknown> {
    return readBody(await context.send(this.request(input, context), this.responses));
  }
}
