import { get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { limit, pagination } from '../paging.ts';
import { User } from '../user.ts';

/** @see https://docs.slack.dev/reference/methods/users.list */
export class ListUsers extends PagedConnector {
  readonly name = 'list-users';
  readonly title = 'List users';
  override readonly description = 'Everybody of the workspace, bots and deactivated people included.';
  readonly input = z.object({
    include_locale: z.boolean().optional(),
    team_id: z.string().optional().meta({ description: 'For apps that are installed in an organisation' }),
    limit,
  });
  readonly output = User;
  readonly response = z.looseObject({ members: z.array(z.unknown()) });
  readonly pagination = pagination;

  request(query: InputOf<ListUsers>) {
    return get('/users.list', { query });
  }

  items({ members }: ResponseOf<ListUsers>) {
    return members;
  }
}
