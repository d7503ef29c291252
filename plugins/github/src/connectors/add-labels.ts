import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { issue_number, repository } from '../fields.ts';
import { Label } from '../label.ts';
import { labels } from '../pickers.ts';

/** @see https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue */
export class AddLabels extends RestConnector {
  readonly name = 'add-labels';
  readonly title = 'Add labels to an issue or pull request';
  override readonly description = 'A label that the repository does not have is made.';
  readonly input = z.object({ ...repository, issue_number, labels });
  readonly output = z.array(Label);

  request({ owner, repo, issue_number, labels }: InputOf<AddLabels>) {
    return post(path`/repos/${owner}/${repo}/issues/${issue_number}/labels`, { json: { labels } });
  }
}
