import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel } from '../fields.ts';
import { asUser, contents, Message, metadata, placeInThread, presentation, unfurling } from '../message.ts';

/** @see https://docs.slack.dev/reference/methods/chat.scheduleMessage */
export class ScheduleMessage extends RestConnector {
  readonly name = 'schedule-message';
  readonly title = 'Schedule a message';
  readonly input = z.object({
    channel,
    post_at: z.int().meta({ title: 'Post at', description: 'Seconds since 1970, at most 120 days ahead' }),
    ...contents,
    metadata,
    as_user: asUser,
    ...placeInThread,
    ...presentation,
    ...unfurling,
  });
  readonly output = z.looseObject({
    channel: z.string(),
    scheduled_message_id: z.string(),
    post_at: z.union([z.int(), z.string()]),
    message: Message.optional(),
  });

  request(json: InputOf<ScheduleMessage>) {
    return post('/chat.scheduleMessage', { json });
  }
}
