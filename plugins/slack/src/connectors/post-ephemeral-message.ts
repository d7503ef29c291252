import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel, user } from '../fields.ts';
import { asUser, author, contents, placeInThread, presentation } from '../message.ts';

/** @see https://docs.slack.dev/reference/methods/chat.postEphemeral */
export class PostEphemeralMessage extends RestConnector {
  readonly name = 'post-ephemeral-message';
  readonly title = 'Post a message to one person of a channel';
  override readonly description = 'Nobody else sees it, and it is gone when that person reloads.';
  readonly input = z.object({
    channel,
    user,
    ...contents,
    thread_ts: placeInThread.thread_ts,
    ...presentation,
    ...author,
    as_user: asUser,
  });
  readonly output = z.looseObject({ message_ts: z.string() });

  request(json: InputOf<PostEphemeralMessage>) {
    return post('/chat.postEphemeral', { json });
  }
}
