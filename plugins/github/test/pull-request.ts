import { milestone } from './issue.ts';
import { label } from './label.ts';
import { listedRepository } from './repository.ts';
import { ada, userNamed } from './user.ts';

const repository_url = 'https://api.github.com/repos/octo-org/shop';
const url = `${repository_url}/pulls/8`;

const branch = (ref: string, sha: string) => ({
  label: `octo-org:${ref}`,
  ref,
  sha,
  user: userNamed('octo-org', 44, 'Organization'),
  repo: listedRepository,
});

/** A pull request as lists give it. */
export const listedPullRequest = {
  url,
  id: 1900000008,
  node_id: 'PR_1900000008',
  html_url: 'https://github.com/octo-org/shop/pull/8',
  diff_url: 'https://github.com/octo-org/shop/pull/8.diff',
  patch_url: 'https://github.com/octo-org/shop/pull/8.patch',
  issue_url: `${repository_url}/issues/8`,
  commits_url: `${url}/commits`,
  review_comments_url: `${url}/comments`,
  review_comment_url: `${repository_url}/pulls/comments{/number}`,
  comments_url: `${repository_url}/issues/8/comments`,
  statuses_url: `${repository_url}/statuses/6dcb09b5b57875f334f61aebed695e2e4193db5e`,
  number: 8,
  state: 'open',
  locked: false,
  title: 'Keep the cart',
  body: 'Closes #7.',
  user: ada,
  labels: [label],
  milestone,
  active_lock_reason: null,
  created_at: '2026-11-23T17:01:12Z',
  updated_at: '2026-11-23T17:01:12Z',
  closed_at: null,
  merged_at: null,
  assignees: [ada],
  requested_reviewers: [userNamed('grace', 22)],
  requested_teams: [
    {
      id: 1,
      node_id: 'T_1',
      name: 'Checkout',
      slug: 'checkout',
      description: null,
      privacy: 'closed',
      permission: 'push',
      url: 'https://api.github.com/teams/1',
      html_url: 'https://github.com/orgs/octo-org/teams/checkout',
      members_url: 'https://api.github.com/teams/1/members{/member}',
      repositories_url: 'https://api.github.com/teams/1/repos',
      parent: null,
    },
  ],
  head: branch('keep-cart', '6dcb09b5b57875f334f61aebed695e2e4193db5e'),
  base: branch('main', 'c3d0be41ecbe669545ee3e94d31ed9a4bc91ee3c'),
  _links: {
    self: { href: url },
    html: { href: 'https://github.com/octo-org/shop/pull/8' },
    issue: { href: `${repository_url}/issues/8` },
    comments: { href: `${repository_url}/issues/8/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${repository_url}/pulls/comments{/number}` },
    commits: { href: `${url}/commits` },
    statuses: { href: `${repository_url}/statuses/6dcb09b5b57875f334f61aebed695e2e4193db5e` },
  },
  author_association: 'MEMBER',
  auto_merge: null,
  draft: false,
};

export const pullRequest = {
  ...listedPullRequest,
  merged: false,
  mergeable: true,
  rebaseable: true,
  mergeable_state: 'clean',
  merged_by: null,
  comments: 0,
  review_comments: 0,
  maintainer_can_modify: false,
  commits: 1,
  additions: 12,
  deletions: 3,
  changed_files: 2,
};
