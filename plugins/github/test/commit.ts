import { ada } from './user.ts';

const url = 'https://api.github.com/repos/octo-org/shop/commits/6dcb09b5b57875f334f61aebed695e2e4193db5e';
const identity = { name: 'Ada', email: 'ada@example.com', date: '2026-11-23T16:00:49Z' };

export const commit = {
  url,
  sha: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
  node_id: 'C_6dcb09b',
  html_url: 'https://github.com/octo-org/shop/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e',
  comments_url: `${url}/comments`,
  commit: {
    url: 'https://api.github.com/repos/octo-org/shop/git/commits/6dcb09b5b57875f334f61aebed695e2e4193db5e',
    author: identity,
    committer: identity,
    message: 'Keep the cart',
    comment_count: 0,
    tree: {
      sha: '827efc6d56897b048c772eb4087f854f46256132',
      url: 'https://api.github.com/repos/octo-org/shop/git/trees/827efc6',
    },
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  },
  author: ada,
  committer: null,
  parents: [
    { sha: 'c3d0be41ecbe669545ee3e94d31ed9a4bc91ee3c', url, html_url: 'https://github.com/octo-org/shop/commit/c3d0be4' },
  ],
};
