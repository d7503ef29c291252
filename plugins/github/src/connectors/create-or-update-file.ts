import { type InputOf, put, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { FileCommit } from '../commit.ts';
import { contentPath } from '../content.ts';
import { repository } from '../fields.ts';

const identity = z.object({
  name: z.string().meta({ title: 'Name' }),
  email: z.string().meta({ title: 'Email' }),
  date: z.string().optional().meta({ title: 'Time', description: 'For example 2026-11-24T08:00:00Z' }),
});

/** @see https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents */
export class CreateOrUpdateFile extends RestConnector {
  readonly name = 'create-or-update-file';
  readonly title = 'Create or update a file';
  readonly input = z.object({
    ...repository,
    path: z.string().min(1).meta({ title: 'Path', description: 'For example docs/notes.md' }),
    message: z.string().min(1).meta({ title: 'Message of the commit' }),
    content: z.string().meta({ title: 'Content', description: 'In base64' }),
    sha: z.string().optional().meta({ description: 'Of the file as it is now; needed to update it' }),
    branch: z.string().optional().meta({ title: 'Branch', description: 'The default branch if empty' }),
    committer: identity.optional().meta({ description: 'The account of the connection if empty' }),
    author: identity.optional().meta({ description: 'The committer if empty' }),
  });
  readonly output = FileCommit;

  request({ owner, repo, path, ...json }: InputOf<CreateOrUpdateFile>) {
    return put(contentPath({ owner, repo, path }), { json });
  }
}
