import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { UserProfile } from '../user.ts';

/** @see https://docs.github.com/en/rest/users/users#get-a-user */
export class GetUser extends RestConnector {
  readonly name = 'get-user';
  readonly title = 'Get a user';
  override readonly description = 'An organization too. The email is there only if it is public.';
  readonly input = z.object({
    username: z.string().min(1).meta({ title: 'Account', description: 'Its name, for example octocat' }),
  });
  readonly output = UserProfile;

  request({ username }: InputOf<GetUser>) {
    return get(path`/users/${username}`);
  }
}
