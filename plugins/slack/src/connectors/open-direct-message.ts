import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Channel } from '../channel.ts';
import { channel, user } from '../fields.ts';
import { Message } from '../message.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.open */
export class OpenDirectMessage extends RestConnector {
  readonly name = 'open-direct-message';
  readonly title = 'Open a direct message';
  override readonly description = 'With one person or a group; the channel it gives is where to post.';
  readonly input = z.object({
    users: z.array(user).min(1).max(8).optional().meta({ title: 'Users', description: 'Or the channel, where it is known' }),
    channel: channel.optional().meta({ title: 'Channel', description: 'Id of a direct message to open again' }),
    prevent_creation: z.boolean().optional().meta({ description: 'Whether only a conversation that there is already is opened' }),
    return_im: z.boolean().optional().meta({ description: 'Whether the whole conversation is given, not only its id' }),
  });
  readonly output = z.looseObject({
    channel: Channel.extend({ latest: Message.optional() }),
    no_op: z.boolean().optional(),
    already_open: z.boolean().optional(),
  });

  request({ users, ...options }: InputOf<OpenDirectMessage>) {
    return post('/conversations.open', { json: { ...options, users: users?.join(',') } });
  }
}
