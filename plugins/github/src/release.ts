import { z } from 'zod';
import { Reactions } from './reactions.ts';
import { User } from './user.ts';

/** A file of a release. */
const ReleaseAsset = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  url: z.string(),
  browser_download_url: z.string(),
  name: z.string(),
  label: z.string().nullish(),
  state: z.string().meta({ description: 'uploaded or open' }),
  content_type: z.string(),
  size: z.int(),
  digest: z.string().nullish().meta({ description: 'For example sha256:…' }),
  download_count: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
  uploader: User.nullish(),
});

export const Release = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  url: z.string(),
  html_url: z.string(),
  assets_url: z.string(),
  upload_url: z.string(),
  tarball_url: z.string().nullable(),
  zipball_url: z.string().nullable(),
  discussion_url: z.string().optional(),
  tag_name: z.string(),
  target_commitish: z.string(),
  name: z.string().nullable(),
  body: z.string().nullish(),
  body_html: z.string().optional(),
  body_text: z.string().optional(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  immutable: z.boolean().optional(),
  author: User.nullable(),
  assets: z.array(ReleaseAsset),
  mentions_count: z.int().optional(),
  reactions: Reactions.optional(),
  created_at: z.string().nullable(),
  updated_at: z.string().nullish(),
  published_at: z.string().nullable(),
});
