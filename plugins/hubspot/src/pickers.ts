import { choice } from '@mortise/sdk';
import { GetPipeline } from './connectors/get-pipeline.ts';
import { ListOwners } from './connectors/list-owners.ts';
import { ListPipelines } from './connectors/list-pipelines.ts';

const optional = { optional: true } as const;
const pipelines = { ...optional, from: ListPipelines, items: 'results', value: 'id', label: 'label' };
const stages = { ...optional, from: GetPipeline, items: 'stages', value: 'id', label: 'label' };

/** A pipeline of deals. */
export const dealPipeline = choice('Pipeline', {
  ...pipelines,
  help: 'The default one if empty',
  input: { objectType: 'deals' },
});

/** A stage of the chosen pipeline of deals. */
export const dealStage = choice('Stage', { ...stages, input: { objectType: 'deals', pipelineId: '{pipeline}' } });

/** A pipeline of tickets. */
export const ticketPipeline = choice('Pipeline', {
  ...pipelines,
  help: 'The default one if empty',
  input: { objectType: 'tickets' },
});

/** A stage of the chosen pipeline of tickets. */
export const ticketStage = choice('Stage', { ...stages, input: { objectType: 'tickets', pipelineId: '{hs_pipeline}' } });

/** Who a record is given to. */
export const owner = choice('Owner', { ...optional, from: ListOwners, value: 'id', label: 'email' });
