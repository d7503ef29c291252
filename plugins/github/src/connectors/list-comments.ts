import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { Comment } from '../comment.ts';
import { issue_number, per_page, repository, time } from '../fields.ts';

/** @see https://docs.github.com/en/rest/issues/comments#list-issue-comments */
export class ListComments extends PagedConnector {
  readonly name = 'list-comments';
  readonly title = 'List comments of an issue or pull request';
  readonly input = z.object({ ...repository, issue_number, since: time.optional().meta({ title: 'Changed since' }), per_page });
  readonly output = Comment;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request({ owner, repo, issue_number, ...query }: InputOf<ListComments>) {
    return get(path`/repos/${owner}/${repo}/issues/${issue_number}/comments`, { query });
  }

  items(comments: ResponseOf<ListComments>) {
    return comments;
  }
}
