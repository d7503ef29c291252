import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';

import { GitHub } from '../github.application.ts';
import { DispatchWorkflow } from './dispatch-workflow.ts';

const input = { owner: 'octo-org', repo: 'shop', workflow_id: 'build.yml', ref: 'main', inputs: { target: 'production' } };
const reply = {
  workflow_run_id: 30433642,
  run_url: 'https://api.github.com/repos/octo-org/shop/actions/runs/30433642',
  html_url: 'https://github.com/octo-org/shop/actions/runs/30433642',
};

describe('DispatchWorkflow', () => {
  it('starts a workflow with inputs and gives its run', async () => {
    const api = testConnector(DispatchWorkflow, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/repos/octo-org/shop/actions/workflows/build.yml/dispatches',
        body: { ref: 'main', inputs: { target: 'production' } },
      },
    ]);
    expect(output).toEqual(reply);
  });

  it('sends no more than 25 inputs', async () => {
    const api = testConnector(DispatchWorkflow, { application: GitHub });
    const inputs = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`input${index}`, '']));

    await expect(api.run({ ...input, inputs })).rejects.toMatchObject({ code: 'invalid_input', path: 'inputs' });
  });
});

faultMatrix(DispatchWorkflow, { application: GitHub, input, reply });
