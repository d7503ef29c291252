import { DownloadConnector, get, type InputOf, path } from '@mortise/sdk';
import { z } from 'zod';
import { repository } from '../fields.ts';

/** Otherwise GitHub describes the file in place of sending it. */
const headers = { Accept: 'application/octet-stream' };

/** @see https://docs.github.com/en/rest/releases/assets#get-a-release-asset */
export class DownloadReleaseAsset extends DownloadConnector {
  readonly name = 'download-release-asset';
  readonly title = 'Download a file of a release';
  readonly input = z.object({
    ...repository,
    asset_id: z.int().min(1).meta({ title: 'File', description: 'Its id, as `assets` of a release tells it' }),
  });

  request({ owner, repo, asset_id }: InputOf<DownloadReleaseAsset>) {
    return get(path`/repos/${owner}/${repo}/releases/assets/${asset_id}`, { headers });
  }
}
