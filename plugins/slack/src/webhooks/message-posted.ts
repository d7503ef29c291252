import { z } from 'zod';
import { delivery, SlackEvent } from '../event.ts';
import { Message } from '../message.ts';

/** @see https://docs.slack.dev/reference/events/message */
export class MessagePosted extends SlackEvent {
  readonly name = 'message-posted';
  readonly title = 'Message posted';
  override readonly description = 'In a conversation that the app is in; edits and joins are messages too, with a subtype.';
  override readonly event = { field: 'event.type', is: 'message' };
  readonly output = delivery(Message.extend({ channel: z.string().optional(), channel_type: z.string().optional() }));
}
