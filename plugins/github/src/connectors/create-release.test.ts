import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { release } from '../../test/release.ts';
import { GitHub } from '../github.application.ts';
import { CreateRelease } from './create-release.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  tag_name: 'v1.0.0',
  target_commitish: 'main',
  generate_release_notes: true,
  make_latest: 'true' as const,
};
const reply = { status: 201, body: release };

describe('CreateRelease', () => {
  it('publishes a release whose notes GitHub writes', async () => {
    const api = testConnector(CreateRelease, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/repos/octo-org/shop/releases',
        body: { tag_name: 'v1.0.0', target_commitish: 'main', generate_release_notes: true, make_latest: 'true' },
      },
    ]);
    expect(output).toEqual(release);
  });
});

faultMatrix(CreateRelease, { application: GitHub, input, reply });
