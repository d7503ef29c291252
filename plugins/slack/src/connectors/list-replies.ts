import { get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { channel, ts } from '../fields.ts';
import { Message } from '../message.ts';
import { limit, pagination } from '../paging.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.replies */
export class ListReplies extends PagedConnector {
  readonly name = 'list-replies';
  readonly title = 'List replies of a thread';
  override readonly description = 'The message that the thread hangs on comes first.';
  readonly input = z.object({
    channel,
    ts,
    oldest: z.string().optional().meta({ description: 'Only messages after this ts' }),
    latest: z.string().optional().meta({ description: 'Only messages before this ts' }),
    inclusive: z.boolean().optional().meta({ description: 'Whether the messages at these two are among them' }),
    include_all_metadata: z.boolean().optional(),
    limit,
  });
  readonly output = Message;
  readonly response = z.looseObject({ messages: z.array(z.unknown()) });
  readonly pagination = pagination;

  request(query: InputOf<ListReplies>) {
    return get('/conversations.replies', { query });
  }

  items({ messages }: ResponseOf<ListReplies>) {
    return messages;
  }
}
