import {
  type Action,
  type ActionContext,
  execute,
  NotCallableError,
  type Outcome,
  readEvents,
  subscribe,
  toOutcome,
  unsubscribe,
  type Webhook,
} from '@mortise/sdk';
import { z } from 'zod';

/** What a webhook is asked for in place of an execution, which it does not have. */
export const WebhookTask = z.discriminatedUnion('kind', [
  /** The input is what the user has chosen; the output a subscription. */
  z.object({
    kind: z.literal('subscribe'),
    url: z.string(),
    secret: z.string().exactOptional(),
    verifyToken: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('unsubscribe'), id: z.string() }),
  /** The input is the payload of a verified delivery; the output its events. */
  z.object({ kind: z.literal('readEvents') }),
]);
export type WebhookTask = z.infer<typeof WebhookTask>;

/** One attempt at an action, or at the task of a webhook. Never throws; whatever happens is an outcome. */
export async function perform(
  action: Action,
  { input, task }: { readonly input: unknown; readonly task?: WebhookTask | undefined },
  context: ActionContext,
): Promise<Outcome> {
  if (!task) return execute(action, input, context);
  try {
    if (!isWebhook(action)) throw new NotCallableError(`"${action.name}" is no webhook: there is nothing to subscribe to.`);
    return { outcome: 'success', output: await attend(action, task, input, context) };
  } catch (thrown) {
    return toOutcome(thrown);
  }
}

function attend(webhook: Webhook, task: WebhookTask, input: unknown, within: ActionContext): Promise<unknown> {
  switch (task.kind) {
    case 'subscribe': {
      const { kind: _kind, ...target } = task;
      return subscribe(webhook, input, { ...target, within });
    }
    case 'unsubscribe':
      return unsubscribe(webhook, input, { id: task.id, within });
    case 'readEvents':
      return readEvents(webhook, input);
  }
}

/** By kind, not by class: a plugin may bring its own copy of the SDK. */
function isWebhook(action: Action): action is Webhook {
  return action.kind === 'webhook';
}
