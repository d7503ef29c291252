import { z } from 'zod';
import { delivery, SlackEvent } from '../event.ts';

/** @see https://docs.slack.dev/reference/events/reaction_added */
export class ReactionAdded extends SlackEvent {
  readonly name = 'reaction-added';
  readonly title = 'Reaction added';
  override readonly event = { field: 'event.type', is: 'reaction_added' };
  readonly output = delivery(
    z.looseObject({
      type: z.literal('reaction_added'),
      user: z.string().meta({ description: 'Who reacted' }),
      reaction: z.string().meta({ description: 'Name of the emoji' }),
      item_user: z.string().optional().meta({ description: 'Whose message it is' }),
      item: z.looseObject({ type: z.string(), channel: z.string().optional(), ts: z.string().optional() }),
      event_ts: z.string().optional(),
    }),
  );
}
