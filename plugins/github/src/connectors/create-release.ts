import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { markdown, repository } from '../fields.ts';
import { Release } from '../release.ts';

/** @see https://docs.github.com/en/rest/releases/releases#create-a-release */
export class CreateRelease extends RestConnector {
  readonly name = 'create-release';
  readonly title = 'Create a release';
  readonly input = z.object({
    ...repository,
    tag_name: z.string().min(1).meta({ title: 'Tag', description: 'It is made if there is none' }),
    target_commitish: z
      .string()
      .optional()
      .meta({ title: 'Branch or commit', description: 'That a new tag is put on; the default branch if empty' }),
    name: z.string().optional().meta({ title: 'Title' }),
    body: markdown.optional(),
    draft: z.boolean().optional().meta({ title: 'Draft' }),
    prerelease: z.boolean().optional().meta({ title: 'Prerelease' }),
    discussion_category_name: z.string().optional().meta({ description: 'Category of a discussion to begin about it' }),
    generate_release_notes: z
      .boolean()
      .optional()
      .meta({ description: 'Whether GitHub writes title and text; the given text stands above its own' }),
    make_latest: z
      .enum(['true', 'false', 'legacy'])
      .optional()
      .meta({ description: 'Whether it becomes the latest release; legacy goes by date and version' }),
  });
  readonly output = Release;

  request({ owner, repo, ...json }: InputOf<CreateRelease>) {
    return post(path`/repos/${owner}/${repo}/releases`, { json });
  }
}
