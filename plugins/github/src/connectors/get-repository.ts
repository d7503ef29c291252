import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { repository } from '../fields.ts';
import { FullRepository } from '../repository.ts';

/** @see https://docs.github.com/en/rest/repos/repos#get-a-repository */
export class GetRepository extends RestConnector {
  readonly name = 'get-repository';
  readonly title = 'Get a repository';
  readonly input = z.object(repository);
  readonly output = FullRepository;

  request({ owner, repo }: InputOf<GetRepository>) {
    return get(path`/repos/${owner}/${repo}`);
  }
}
