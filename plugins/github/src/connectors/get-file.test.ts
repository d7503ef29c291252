import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';

import { GitHub } from '../github.application.ts';
import { GetFile } from './get-file.ts';

const input = { owner: 'octo-org', repo: 'shop', path: 'docs/read me.md', ref: 'main' };
const reply = {
  type: 'file',
  encoding: 'base64',
  size: 6,
  name: 'read me.md',
  path: 'docs/read me.md',
  content: 'Qm9va3MK\n',
  sha: '3d21ec53a331a6f037a91c368710b99387d012c1',
  url: 'https://api.github.com/repos/octo-org/shop/contents/docs/read%20me.md?ref=main',
  git_url: 'https://api.github.com/repos/octo-org/shop/git/blobs/3d21ec53a331a6f037a91c368710b99387d012c1',
  html_url: 'https://github.com/octo-org/shop/blob/main/docs/read%20me.md',
  download_url: 'https://raw.githubusercontent.com/octo-org/shop/main/docs/read%20me.md',
  _links: {
    self: 'https://api.github.com/repos/octo-org/shop/contents/docs/read%20me.md?ref=main',
    git: 'https://api.github.com/repos/octo-org/shop/git/blobs/3d21ec53a331a6f037a91c368710b99387d012c1',
    html: 'https://github.com/octo-org/shop/blob/main/docs/read%20me.md',
  },
};

describe('GetFile', () => {
  it('asks for a file on a branch, as an object', async () => {
    const api = testConnector(GetFile, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/repos/octo-org/shop/contents/docs/read%20me.md',
        query: { ref: 'main' },
        headers: { accept: 'application/vnd.github.object+json' },
      },
    ]);
    expect(output).toEqual(reply);
  });

  it('gives the entries of a directory', async () => {
    const api = testConnector(GetFile, { application: GitHub });
    const { content: _content, encoding: _encoding, ...entry } = reply;
    const directory = { ...entry, type: 'dir', name: 'docs', path: 'docs', entries: [entry] };
    api.replies(directory);

    expect(await api.run({ owner: 'octo-org', repo: 'shop', path: 'docs' })).toEqual(directory);
  });

  it('does not leave the repository', async () => {
    const api = testConnector(GetFile, { application: GitHub });

    await expect(api.run({ owner: 'octo-org', repo: 'shop', path: '../../other/contents/secret' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(GetFile, { application: GitHub, input, reply });
