import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { objectType, Pipeline } from '../pipeline.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/get-pipelines */
export class ListPipelines extends RestConnector {
  readonly name = 'list-pipelines';
  readonly title = 'List pipelines';
  readonly input = z.object({ objectType });
  readonly output = z.looseObject({ results: z.array(Pipeline) });

  request({ objectType }: InputOf<ListPipelines>) {
    return get(path`/crm/pipelines/${apiVersion}/${objectType}`);
  }
}
