import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { listedRepository, repository } from '../../test/repository.ts';
import { GitHub } from '../github.application.ts';
import { GetRepository } from './get-repository.ts';

const input = { owner: 'octo-org', repo: 'shop' };
const reply = {
  ...listedRepository,
  organization: listedRepository.owner,
  parent: repository,
  subscribers_count: 42,
  network_count: 9,
  security_and_analysis: { secret_scanning: { status: 'enabled' } },
};

describe('GetRepository', () => {
  it('asks for one repository by owner and name', async () => {
    const api = testConnector(GetRepository, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/repos/octo-org/shop' }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetRepository, { application: GitHub, input, reply });
