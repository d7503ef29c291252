import { z } from 'zod';
import type { Action } from '../actions/action.ts';
import type { PollingTrigger } from '../actions/polling-trigger.ts';
import { factsOf, type Webhook } from '../webhooks/webhook.ts';
import { WebhookFacts } from '../webhooks/webhook-facts.ts';

const PollFacts = z.object({
  /** Seconds from one poll to the next, unless the process says otherwise. */
  intervalSeconds: z.int().min(1),
});

/** What the manifest adds for actions that start a process. */
export const triggerFields = { webhook: WebhookFacts.optional(), poll: PollFacts.optional() };

/** Throws a TypeError for facts that no host could act on. */
export function describeTrigger(action: Action): z.input<z.ZodObject<typeof triggerFields>> {
  if (isPollingTrigger(action)) return { poll: read(PollFacts, { intervalSeconds: action.intervalSeconds }, action) };
  if (!isWebhook(action)) return {};
  if ((action.subscribe === undefined) !== (action.unsubscribe === undefined)) {
    throw new TypeError(`${action.name}: subscribe() and unsubscribe() belong together. Write both, or neither.`);
  }
  return { webhook: read(WebhookFacts, factsOf(action), action) };
}

/** By kind, not by class: a plugin may bring its own copy of the SDK. */
function isWebhook(action: Action): action is Webhook {
  return action.kind === 'webhook';
}

function isPollingTrigger(action: Action): action is PollingTrigger {
  return action.kind === 'poll';
}

function read<Facts extends z.ZodType>(schema: Facts, facts: unknown, { name }: Action): z.output<Facts> {
  const { data, error } = schema.safeParse(facts);
  if (error) throw new TypeError(`${name}: ${z.prettifyError(error)}`);
  return data;
}
