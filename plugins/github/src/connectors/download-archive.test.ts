import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GitHub } from '../github.application.ts';
import { DownloadArchive } from './download-archive.ts';

const input = { owner: 'octo-org', repo: 'shop', ref: 'feature/cart' };
const reply = {
  status: 200,
  headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename=octo-org-shop-6dcb09b.zip' },
  body: 'PK',
};

describe('DownloadArchive', () => {
  it('follows to where the archive lies, without the token', async () => {
    const api = testConnector(DownloadArchive, { application: GitHub });
    api
      .replies({
        status: 302,
        headers: { location: 'https://codeload.github.com/octo-org/shop/legacy.zip/refs/heads/feature/cart?token=once' },
      })
      .replies(reply);

    const file = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        host: 'api.github.com',
        path: '/repos/octo-org/shop/zipball/feature%2Fcart',
        headers: { accept: 'application/vnd.github+json' },
      },
      { method: 'GET', host: 'codeload.github.com', path: '/octo-org/shop/legacy.zip/refs/heads/feature/cart' },
    ]);
    expect(api.requests[1]?.headers).not.toHaveProperty('authorization');
    expect(file).toMatchObject({ name: 'octo-org-shop-6dcb09b.zip', contentType: 'application/zip', size: 2 });
  });
});

const except = { oversizedBody: 'A file has a cap of its own, maxBytes, in place of that of answers.' };
faultMatrix(DownloadArchive, { application: GitHub, input, reply, except });
