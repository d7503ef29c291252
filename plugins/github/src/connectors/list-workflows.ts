import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { per_page, repository } from '../fields.ts';
import { Workflow } from '../workflow.ts';

/** @see https://docs.github.com/en/rest/actions/workflows#list-repository-workflows */
export class ListWorkflows extends PagedConnector {
  readonly name = 'list-workflows';
  readonly title = 'List workflows';
  readonly input = z.object({ ...repository, per_page });
  readonly output = Workflow;
  readonly response = z.object({ workflows: z.array(z.unknown()) });
  readonly pagination = byLink();

  request({ owner, repo, ...query }: InputOf<ListWorkflows>) {
    return get(path`/repos/${owner}/${repo}/actions/workflows`, { query });
  }

  items({ workflows }: ResponseOf<ListWorkflows>) {
    return workflows;
  }
}
