import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel } from '../fields.ts';
import { asUser, author, contents, metadata, PostedMessage, placeInThread, presentation, unfurling } from '../message.ts';

/** @see https://docs.slack.dev/reference/methods/chat.postMessage */
export class PostMessage extends RestConnector {
  readonly name = 'post-message';
  readonly title = 'Post a message';
  readonly input = z.object({
    channel,
    ...contents,
    metadata,
    as_user: asUser,
    ...placeInThread,
    ...presentation,
    ...unfurling,
    ...author,
    mrkdwn: z.boolean().optional().meta({ description: 'Whether the text is read as mrkdwn, as by default' }),
  });
  readonly output = PostedMessage;

  request(json: InputOf<PostMessage>) {
    return post('/chat.postMessage', { json });
  }
}
