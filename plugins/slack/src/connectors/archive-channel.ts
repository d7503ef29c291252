import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel } from '../fields.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.archive */
export class ArchiveChannel extends RestConnector {
  readonly name = 'archive-channel';
  readonly title = 'Archive a channel';
  readonly input = z.object({ channel });
  readonly output = z.looseObject({ ok: z.boolean() });

  request(json: InputOf<ArchiveChannel>) {
    return post('/conversations.archive', { json });
  }
}
