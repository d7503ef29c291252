import { get, type InputOf, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Channel } from '../channel.ts';
import { channel } from '../fields.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.info */
export class GetChannel extends RestConnector {
  readonly name = 'get-channel';
  readonly title = 'Get a channel';
  readonly input = z.object({ channel, include_locale: z.boolean().optional(), include_num_members: z.boolean().optional() });
  readonly output = z.looseObject({ channel: Channel });

  request(query: InputOf<GetChannel>) {
    return get('/conversations.info', { query });
  }
}
