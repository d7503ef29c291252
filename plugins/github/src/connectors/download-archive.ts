import { DownloadConnector, get, type InputOf, path } from '@mortise/sdk';
import { z } from 'zod';
import { repository } from '../fields.ts';

/** @see https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-zip */
export class DownloadArchive extends DownloadConnector {
  readonly name = 'download-archive';
  readonly title = 'Download a repository';
  readonly input = z.object({
    ...repository,
    ref: z.string().min(1).meta({ title: 'Branch, tag or commit' }),
    format: z.enum(['zipball', 'tarball']).default('zipball').meta({ title: 'Format' }),
  });

  request({ owner, repo, ref, format }: InputOf<DownloadArchive>) {
    return get(path`/repos/${owner}/${repo}/${format}/${ref}`);
  }
}
