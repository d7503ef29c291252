import { path } from '@mortise/sdk';
import { z } from 'zod';

const Entry = z.looseObject({
  type: z.string().meta({ description: 'file, dir, symlink or submodule' }),
  size: z.int(),
  name: z.string(),
  path: z.string(),
  sha: z.string(),
  url: z.string(),
  git_url: z.string().nullable(),
  html_url: z.string().nullable(),
  download_url: z.string().nullable(),
  _links: z.looseObject({ self: z.string(), git: z.string().nullable(), html: z.string().nullable() }),
});

/** A directory would be a bare list; asked for as an object, it has the shape of a file, with `entries`. */
export const asObject = { Accept: 'application/vnd.github.object+json' };

/** What is at a path of a repository: a file with its content, or a directory with its entries. */
export const Content = Entry.extend({
  content: z.string().optional().meta({ description: 'Of a file, in the `encoding`; empty above 1 MB' }),
  encoding: z.string().optional().meta({ description: 'base64, or none above 1 MB' }),
  entries: z.array(Entry).optional().meta({ description: 'Of a directory, at most 1,000' }),
  target: z.string().optional().meta({ description: 'Of a symlink' }),
  submodule_git_url: z.string().nullish().meta({ description: 'Of a submodule' }),
});

/** The slashes between directories stay, all else is encoded. */
export function contentPath({ owner, repo, path: file }: { owner: string; repo: string; path: string }) {
  const segments = file.split('/').map((segment) => path`/${segment}`);
  return path`/repos/${owner}/${repo}/contents` + segments.join('');
}
