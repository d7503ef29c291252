import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Comment } from '../comment.ts';
import { issue_number, markdown, repository } from '../fields.ts';

/** @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment */
export class CreateComment extends RestConnector {
  readonly name = 'create-comment';
  readonly title = 'Comment on an issue or pull request';
  readonly input = z.object({ ...repository, issue_number, body: markdown.min(1) });
  readonly output = Comment;

  request({ owner, repo, issue_number, body }: InputOf<CreateComment>) {
    return post(path`/repos/${owner}/${repo}/issues/${issue_number}/comments`, { json: { body } });
  }
}
