import { z } from 'zod';
import type { ActionContext } from '../actions/action.ts';
import { Connector } from '../actions/connector.ts';
import { type RunOptions, run } from '../actions/run.ts';
import { NotCallableError } from '../errors/not-callable-error.ts';
import { graphqlRefusalIn } from '../graphql/graphql-failure.ts';
import type { Webhook } from './webhook.ts';

export interface UnsubscribeOptions extends RunOptions {
  /** What `subscribe()` gave. */
  readonly id: string;
}

/** A subscription that is already gone is what we want. */
const responses = { success: ['<300', 404, 410] };

/** Ends a subscription at the service; one that is already gone counts as ended. Throws a ReportedError. */
export async function unsubscribe(webhook: Webhook, input: unknown, { id, ...runOptions }: UnsubscribeOptions): Promise<void> {
  class Unsubscribing extends Connector {
    readonly name = webhook.name;
    readonly title = webhook.title;
    readonly input = webhook.input;
    readonly output = z.undefined();
    async execute(choices: unknown, context: ActionContext) {
      if (!webhook.unsubscribe) {
        throw new NotCallableError(
          `"${webhook.name}" does not unsubscribe by itself. Remove its address at the service by hand.`,
        );
      }
      const refusal = graphqlRefusalIn(await context.send(webhook.unsubscribe(choices, { id }), responses));
      if (refusal) throw refusal;
    }
  }
  await run(Unsubscribing, input, runOptions);
}
