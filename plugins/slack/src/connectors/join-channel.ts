import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Channel } from '../channel.ts';
import { channel } from '../fields.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.join */
export class JoinChannel extends RestConnector {
  readonly name = 'join-channel';
  readonly title = 'Join a channel';
  override readonly description = 'Puts the app into a public channel, so that it can read it.';
  readonly input = z.object({ channel });
  readonly output = z.looseObject({ channel: Channel });

  request(json: InputOf<JoinChannel>) {
    return post('/conversations.join', { json });
  }
}
