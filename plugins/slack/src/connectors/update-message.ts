import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel, ts } from '../fields.ts';
import { asUser, contents, metadata, PostedMessage, presentation } from '../message.ts';

/** @see https://docs.slack.dev/reference/methods/chat.update */
export class UpdateMessage extends RestConnector {
  readonly name = 'update-message';
  readonly title = 'Update a message';
  readonly input = z.object({
    channel,
    ts,
    ...contents,
    metadata,
    as_user: asUser,
    ...presentation,
    file_ids: z.array(z.string()).optional(),
    reply_broadcast: z.boolean().optional().meta({ description: 'Whether an updated reply is shown in the channel too' }),
  });
  readonly output = PostedMessage.extend({ text: z.string().optional() });

  request(json: InputOf<UpdateMessage>) {
    return post('/chat.update', { json });
  }
}
