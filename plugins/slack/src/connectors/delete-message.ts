import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel, ts } from '../fields.ts';
import { asUser } from '../message.ts';

/** @see https://docs.slack.dev/reference/methods/chat.delete */
export class DeleteMessage extends RestConnector {
  readonly name = 'delete-message';
  readonly title = 'Delete a message';
  readonly input = z.object({ channel, ts, as_user: asUser });
  readonly output = z.looseObject({ channel: z.string(), ts: z.string() });

  request(json: InputOf<DeleteMessage>) {
    return post('/chat.delete', { json });
  }
}
