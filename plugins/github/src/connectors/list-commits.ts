import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { Commit } from '../commit.ts';
import { per_page, repository, time } from '../fields.ts';

/** @see https://docs.github.com/en/rest/commits/commits#list-commits */
export class ListCommits extends PagedConnector {
  readonly name = 'list-commits';
  readonly title = 'List commits';
  readonly input = z.object({
    ...repository,
    sha: z.string().optional().meta({ title: 'Branch or commit', description: 'To begin with; the default branch if empty' }),
    path: z.string().optional().meta({ title: 'Path', description: 'Only commits that change it' }),
    author: z.string().optional().meta({ title: 'Author', description: 'An account or an email address' }),
    committer: z.string().optional().meta({ title: 'Committer', description: 'An account or an email address' }),
    since: time.optional().meta({ title: 'After' }),
    until: time.optional().meta({ title: 'Before' }),
    per_page,
  });
  readonly output = Commit;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request({ owner, repo, ...query }: InputOf<ListCommits>) {
    return get(path`/repos/${owner}/${repo}/commits`, { query });
  }

  items(commits: ResponseOf<ListCommits>) {
    return commits;
  }
}
