import { get, type InputOf, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { User } from '../user.ts';

/** @see https://docs.slack.dev/reference/methods/users.lookupByEmail */
export class FindUserByEmail extends RestConnector {
  readonly name = 'find-user-by-email';
  readonly title = 'Find a user by email';
  readonly input = z.object({ email: z.string().min(1).meta({ title: 'Email' }) });
  readonly output = z.looseObject({ user: User });

  request(query: InputOf<FindUserByEmail>) {
    return get('/users.lookupByEmail', { query });
  }
}
