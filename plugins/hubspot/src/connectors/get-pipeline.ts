import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { objectType, Pipeline } from '../pipeline.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/get-pipeline */
export class GetPipeline extends RestConnector {
  readonly name = 'get-pipeline';
  readonly title = 'Get a pipeline';
  readonly input = z.object({ objectType, pipelineId: z.string().min(1).meta({ title: 'Pipeline id' }) });
  readonly output = Pipeline;

  request({ objectType, pipelineId }: InputOf<GetPipeline>) {
    return get(path`/crm/pipelines/${apiVersion}/${objectType}/${pipelineId}`);
  }
}
