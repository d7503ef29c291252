import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { pipeline } from '../../test/pipeline.ts';
import { HubSpot } from '../hubspot.application.ts';
import { GetPipeline } from './get-pipeline.ts';

const input = { objectType: 'deals', pipelineId: 'default' };
const reply = pipeline;

describe('GetPipeline', () => {
  it('gets a pipeline with its stages', async () => {
    const api = testConnector(GetPipeline, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/crm/pipelines/2026-09/deals/default' }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetPipeline, { application: HubSpot, input, reply });
