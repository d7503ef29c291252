import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { per_page, repository } from '../fields.ts';
import { Label } from '../label.ts';

/** @see https://docs.github.com/en/rest/issues/labels#list-labels-for-a-repository */
export class ListLabels extends PagedConnector {
  readonly name = 'list-labels';
  readonly title = 'List labels';
  readonly input = z.object({ ...repository, per_page });
  readonly output = Label;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request({ owner, repo, ...query }: InputOf<ListLabels>) {
    return get(path`/repos/${owner}/${repo}/labels`, { query });
  }

  items(labels: ResponseOf<ListLabels>) {
    return labels;
  }
}
