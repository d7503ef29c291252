import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { pipeline } from '../../test/pipeline.ts';
import { HubSpot } from '../hubspot.application.ts';
import { ListPipelines } from './list-pipelines.ts';

const input = { objectType: 'deals' };
const reply = {
  results: [pipeline],
};

describe('ListPipelines', () => {
  it('lists the pipelines of deals', async () => {
    const api = testConnector(ListPipelines, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/crm/pipelines/2026-09/deals' }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(ListPipelines, { application: HubSpot, input, reply });
