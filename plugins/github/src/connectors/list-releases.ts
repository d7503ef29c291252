import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { per_page, repository } from '../fields.ts';
import { Release } from '../release.ts';

/** @see https://docs.github.com/en/rest/releases/releases#list-releases */
export class ListReleases extends PagedConnector {
  readonly name = 'list-releases';
  readonly title = 'List releases';
  override readonly description = 'Drafts are among them for those who may push.';
  readonly input = z.object({ ...repository, per_page });
  readonly output = Release;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request({ owner, repo, ...query }: InputOf<ListReleases>) {
    return get(path`/repos/${owner}/${repo}/releases`, { query });
  }

  items(releases: ResponseOf<ListReleases>) {
    return releases;
  }
}
