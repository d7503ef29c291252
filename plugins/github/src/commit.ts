import { z } from 'zod';
import { User } from './user.ts';

/** Who wrote or made a commit, as Git knows it. */
export const GitIdentity = z.looseObject({
  name: z.string().optional(),
  email: z.string().optional(),
  date: z.string().optional(),
});

const Verification = z.looseObject({
  verified: z.boolean(),
  reason: z.string(),
  payload: z.string().nullable(),
  signature: z.string().nullable(),
  verified_at: z.string().nullish(),
});

const ChangedFile = z.looseObject({
  sha: z.string().nullable(),
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.string().meta({ description: 'added, removed, modified, renamed, copied, changed or unchanged' }),
  additions: z.int(),
  deletions: z.int(),
  changes: z.int(),
  blob_url: z.string(),
  raw_url: z.string(),
  contents_url: z.string(),
  patch: z.string().optional(),
});

export const Commit = z.looseObject({
  sha: z.string(),
  node_id: z.string(),
  url: z.string(),
  html_url: z.string(),
  comments_url: z.string(),
  commit: z.looseObject({
    url: z.string(),
    author: GitIdentity.nullable(),
    committer: GitIdentity.nullable(),
    message: z.string(),
    comment_count: z.int(),
    tree: z.looseObject({ sha: z.string(), url: z.string() }),
    verification: Verification.optional(),
  }),
  author: User.partial().nullable().meta({ description: 'null or empty where the address belongs to no account' }),
  committer: User.partial().nullable(),
  parents: z.array(z.looseObject({ sha: z.string(), url: z.string(), html_url: z.string().optional() })),
  stats: z.looseObject({ additions: z.int().optional(), deletions: z.int().optional(), total: z.int().optional() }).optional(),
  files: z.array(ChangedFile).optional(),
});

/** The commit that a change of a file made. */
export const FileCommit = z.looseObject({
  content: z
    .looseObject({
      type: z.string().optional(),
      name: z.string().optional(),
      path: z.string().optional(),
      sha: z.string().optional(),
      size: z.int().optional(),
      url: z.string().optional(),
      html_url: z.string().optional(),
      git_url: z.string().optional(),
      download_url: z.string().nullish(),
      _links: z.looseObject({ self: z.string(), git: z.string(), html: z.string() }).partial().optional(),
    })
    .nullable(),
  commit: z.looseObject({
    sha: z.string().optional(),
    node_id: z.string().optional(),
    url: z.string().optional(),
    html_url: z.string().optional(),
    author: GitIdentity.optional(),
    committer: GitIdentity.optional(),
    message: z.string().optional(),
    tree: z.looseObject({ sha: z.string().optional(), url: z.string().optional() }).optional(),
    parents: z.array(z.looseObject({ sha: z.string(), url: z.string(), html_url: z.string() }).partial()).optional(),
    verification: Verification.partial().optional(),
  }),
});
