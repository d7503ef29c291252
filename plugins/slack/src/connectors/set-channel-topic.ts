import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Channel } from '../channel.ts';
import { channel } from '../fields.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.setTopic */
export class SetChannelTopic extends RestConnector {
  readonly name = 'set-channel-topic';
  readonly title = 'Set the topic of a channel';
  readonly input = z.object({
    channel,
    topic: z.string().max(250).meta({ title: 'Topic', description: 'At most 250 characters' }),
  });
  readonly output = z.looseObject({ channel: Channel.optional() });

  request(json: InputOf<SetChannelTopic>) {
    return post('/conversations.setTopic', { json });
  }
}
