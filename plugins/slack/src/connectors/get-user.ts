import { get, type InputOf, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { user } from '../fields.ts';
import { User } from '../user.ts';

/** @see https://docs.slack.dev/reference/methods/users.info */
export class GetUser extends RestConnector {
  readonly name = 'get-user';
  readonly title = 'Get a user';
  readonly input = z.object({ user, include_locale: z.boolean().optional() });
  readonly output = z.looseObject({ user: User });

  request(query: InputOf<GetUser>) {
    return get('/users.info', { query });
  }
}
