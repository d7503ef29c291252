import { z } from 'zod';
import { delivery, SlackEvent } from '../event.ts';
import { Message } from '../message.ts';

/** @see https://docs.slack.dev/reference/events/app_mention */
export class AppMentioned extends SlackEvent {
  readonly name = 'app-mentioned';
  readonly title = 'App mentioned';
  override readonly event = { field: 'event.type', is: 'app_mention' };
  readonly output = delivery(Message.extend({ channel: z.string() }));
}
