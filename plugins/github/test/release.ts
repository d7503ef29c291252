import { ada } from './user.ts';

const url = 'https://api.github.com/repos/octo-org/shop/releases';

export const release = {
  url: `${url}/1`,
  html_url: 'https://github.com/octo-org/shop/releases/tag/v1.0.0',
  assets_url: `${url}/1/assets`,
  upload_url: 'https://uploads.github.com/repos/octo-org/shop/releases/1/assets{?name,label}',
  tarball_url: 'https://api.github.com/repos/octo-org/shop/tarball/v1.0.0',
  zipball_url: 'https://api.github.com/repos/octo-org/shop/zipball/v1.0.0',
  id: 1,
  node_id: 'RE_1',
  tag_name: 'v1.0.0',
  target_commitish: 'main',
  name: 'v1.0.0',
  body: 'The cart remembers.',
  draft: false,
  prerelease: false,
  immutable: false,
  created_at: '2026-11-23T19:35:32Z',
  published_at: '2026-11-23T19:35:32Z',
  updated_at: '2026-11-23T19:35:32Z',
  author: ada,
  assets: [
    {
      url: `${url}/assets/5`,
      browser_download_url: 'https://github.com/octo-org/shop/releases/download/v1.0.0/shop.zip',
      id: 5,
      node_id: 'RA_5',
      name: 'shop.zip',
      label: null,
      state: 'uploaded',
      content_type: 'application/zip',
      size: 1024,
      digest: 'sha256:2151b604e3429bff440b9fbc03eb3617bc2603cda96c95b9bb05277f9ddba255',
      download_count: 42,
      created_at: '2026-11-23T19:35:32Z',
      updated_at: '2026-11-23T19:35:32Z',
      uploader: ada,
    },
  ],
};
