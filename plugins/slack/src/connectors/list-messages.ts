import { get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { channel } from '../fields.ts';
import { Message } from '../message.ts';
import { limit, pagination } from '../paging.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.history */
export class ListMessages extends PagedConnector {
  readonly name = 'list-messages';
  readonly title = 'List messages of a channel';
  override readonly description = 'The newest first; replies in threads are not among them.';
  readonly input = z.object({
    channel,
    oldest: z.string().optional().meta({ description: 'Only messages after this ts' }),
    latest: z.string().optional().meta({ description: 'Only messages before this ts' }),
    inclusive: z.boolean().optional().meta({ description: 'Whether the messages at these two are among them' }),
    include_all_metadata: z.boolean().optional(),
    limit,
  });
  readonly output = Message;
  readonly response = z.looseObject({ messages: z.array(z.unknown()) });
  readonly pagination = pagination;

  request(query: InputOf<ListMessages>) {
    return get('/conversations.history', { query });
  }

  items({ messages }: ResponseOf<ListMessages>) {
    return messages;
  }
}
