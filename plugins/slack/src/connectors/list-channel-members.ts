import { get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { channel } from '../fields.ts';
import { limit, pagination } from '../paging.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.members */
export class ListChannelMembers extends PagedConnector {
  readonly name = 'list-channel-members';
  readonly title = 'List members of a channel';
  readonly input = z.object({ channel, limit });
  readonly output = z.string().meta({ description: 'Id of a person' });
  readonly response = z.looseObject({ members: z.array(z.unknown()) });
  readonly pagination = pagination;

  request(query: InputOf<ListChannelMembers>) {
    return get('/conversations.members', { query });
  }

  items({ members }: ResponseOf<ListChannelMembers>) {
    return members;
  }
}
