import { get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { Channel } from '../channel.ts';
import { limit, pagination } from '../paging.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.list */
export class ListChannels extends PagedConnector {
  readonly name = 'list-channels';
  readonly title = 'List channels';
  readonly input = z.object({
    types: z
      .array(z.enum(['public_channel', 'private_channel', 'mpim', 'im']))
      .default(['public_channel'])
      .meta({ title: 'Kinds' }),
    exclude_archived: z.boolean().optional(),
    team_id: z.string().optional().meta({ description: 'For apps that are installed in an organisation' }),
    limit,
  });
  readonly output = Channel;
  readonly response = z.looseObject({ channels: z.array(z.unknown()) });
  readonly pagination = pagination;

  request({ types, ...query }: InputOf<ListChannels>) {
    return get('/conversations.list', { query: { ...query, types: types.join(',') } });
  }

  items({ channels }: ResponseOf<ListChannels>) {
    return channels;
  }
}
