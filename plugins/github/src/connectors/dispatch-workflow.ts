import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { repository } from '../fields.ts';
import { workflow_id } from '../pickers.ts';

/** @see https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event */
export class DispatchWorkflow extends RestConnector {
  readonly name = 'dispatch-workflow';
  readonly title = 'Start a workflow';
  override readonly description = 'One that has the trigger workflow_dispatch.';
  readonly input = z.object({
    ...repository,
    workflow_id,
    ref: z.string().min(1).meta({ title: 'Branch or tag' }),
    inputs: z
      .record(z.string(), z.unknown())
      .refine((inputs) => Object.keys(inputs).length <= 25, 'must have at most 25 entries')
      .optional()
      .meta({ title: 'Inputs', description: 'That the workflow declares, at most 25' }),
  });
  readonly output = z.looseObject({ workflow_run_id: z.int(), run_url: z.string(), html_url: z.string() });

  request({ owner, repo, workflow_id, ...json }: InputOf<DispatchWorkflow>) {
    return post(path`/repos/${owner}/${repo}/actions/workflows/${workflow_id}/dispatches`, { json });
  }
}
