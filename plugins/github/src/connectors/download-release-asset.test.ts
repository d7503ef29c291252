import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GitHub } from '../github.application.ts';
import { DownloadReleaseAsset } from './download-release-asset.ts';

const input = { owner: 'octo-org', repo: 'shop', asset_id: 5 };
const reply = {
  status: 200,
  headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename=shop.zip' },
  body: 'PK',
};

describe('DownloadReleaseAsset', () => {
  it('asks for the file itself and follows to where it lies, without the token', async () => {
    const api = testConnector(DownloadReleaseAsset, { application: GitHub });
    api
      .replies({
        status: 302,
        headers: { location: 'https://release-assets.githubusercontent.com/github-production-release-asset/1/shop.zip?sig=once' },
      })
      .replies(reply);

    const file = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        host: 'api.github.com',
        path: '/repos/octo-org/shop/releases/assets/5',
        headers: { accept: 'application/octet-stream' },
      },
      { method: 'GET', host: 'release-assets.githubusercontent.com', path: '/github-production-release-asset/1/shop.zip' },
    ]);
    expect(api.requests[1]?.headers).not.toHaveProperty('authorization');
    expect(file).toMatchObject({ name: 'shop.zip', contentType: 'application/zip', size: 2 });
  });
});

const except = { oversizedBody: 'A file has a cap of its own, maxBytes, in place of that of answers.' };
faultMatrix(DownloadReleaseAsset, { application: GitHub, input, reply, except });
