import { get, type InputOf, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel, ts } from '../fields.ts';

/** @see https://docs.slack.dev/reference/methods/chat.getPermalink */
export class GetPermalink extends RestConnector {
  readonly name = 'get-permalink';
  readonly title = 'Get the link to a message';
  readonly input = z.object({ channel, message_ts: ts });
  readonly output = z.looseObject({ channel: z.string(), permalink: z.string() });

  request(query: InputOf<GetPermalink>) {
    return get('/chat.getPermalink', { query });
  }
}
