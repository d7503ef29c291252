import { ada } from './user.ts';

export const comment = {
  id: 3300000001,
  node_id: 'IC_3300000001',
  url: 'https://api.github.com/repos/octo-org/shop/issues/comments/3300000001',
  html_url: 'https://github.com/octo-org/shop/issues/7#issuecomment-3300000001',
  issue_url: 'https://api.github.com/repos/octo-org/shop/issues/7',
  body: 'I can see it too.',
  user: ada,
  author_association: 'MEMBER',
  performed_via_github_app: null,
  created_at: '2026-11-23T16:00:49Z',
  updated_at: '2026-11-23T16:00:49Z',
};
