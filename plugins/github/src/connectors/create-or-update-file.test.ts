import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { commit } from '../../test/commit.ts';
import { GitHub } from '../github.application.ts';
import { CreateOrUpdateFile } from './create-or-update-file.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  path: 'docs/notes.md',
  message: 'Note it',
  content: 'Qm9va3MK',
  sha: '3d21ec53a331a6f037a91c368710b99387d012c1',
  branch: 'main',
  committer: { name: 'Ada', email: 'ada@example.com' },
};
const reply = {
  content: { type: 'file', name: 'notes.md', path: 'docs/notes.md', sha: '95b966ae1c166bd92f8ae7d1c313e738c731dfc3', size: 6 },
  commit: {
    sha: commit.sha,
    message: 'Note it',
    author: commit.commit.author,
    committer: commit.commit.committer,
    parents: commit.parents,
  },
};

describe('CreateOrUpdateFile', () => {
  it('commits a new content in place of the one that it knows', async () => {
    const api = testConnector(CreateOrUpdateFile, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'PUT',
        path: '/repos/octo-org/shop/contents/docs/notes.md',
        body: {
          message: 'Note it',
          content: 'Qm9va3MK',
          sha: '3d21ec53a331a6f037a91c368710b99387d012c1',
          branch: 'main',
          committer: { name: 'Ada', email: 'ada@example.com' },
        },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateOrUpdateFile, { application: GitHub, input, reply });
