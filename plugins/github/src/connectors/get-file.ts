import { get, type InputOf, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { asObject, Content, contentPath } from '../content.ts';
import { repository } from '../fields.ts';

/** @see https://docs.github.com/en/rest/repos/contents#get-repository-content */
export class GetFile extends RestConnector {
  readonly name = 'get-file';
  readonly title = 'Get a file or a directory';
  readonly input = z.object({
    ...repository,
    path: z.string().min(1).meta({ title: 'Path', description: 'For example src/index.ts' }),
    ref: z.string().optional().meta({ title: 'Branch, tag or commit', description: 'The default branch if empty' }),
  });
  readonly output = Content;

  request({ ref, ...file }: InputOf<GetFile>) {
    return get(contentPath(file), { headers: asObject, query: { ref } });
  }
}
