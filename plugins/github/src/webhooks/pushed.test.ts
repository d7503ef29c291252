import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { surroundings } from '../../test/event.ts';
import { listedRepository } from '../../test/repository.ts';
import { input, isRepositoryHook } from '../../test/repository-hook.ts';
import { GitHub } from '../github.application.ts';
import { Pushed } from './pushed.ts';

const pushedCommit = {
  id: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
  tree_id: '827efc6d56897b048c772eb4087f854f46256132',
  distinct: true,
  message: 'Keep the cart',
  timestamp: '2026-11-23T17:01:12+01:00',
  url: 'https://github.com/octo-org/shop/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e',
  author: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
  committer: { name: 'GitHub', email: 'noreply@github.com', username: 'web-flow' },
  added: [],
  modified: ['src/cart.ts'],
  removed: [],
};
const reply = {
  ref: 'refs/heads/main',
  base_ref: null,
  before: 'c3d0be41ecbe669545ee3e94d31ed9a4bc91ee3c',
  after: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
  created: false,
  deleted: false,
  forced: false,
  compare: 'https://github.com/octo-org/shop/compare/c3d0be41ecbe...6dcb09b5b578',
  commits: [pushedCommit],
  head_commit: pushedCommit,
  pusher: { name: 'ada', email: 'ada@example.com' },
  ...surroundings,
  repository: { ...listedRepository, created_at: 1706295672, pushed_at: 1795460803, stargazers: 80, master_branch: 'main' },
};

describe('Pushed', () => {
  it('gives the commits that were pushed', async () => {
    expect(await testWebhook(Pushed, { application: GitHub }).delivers(reply)).toEqual([reply]);
  });

  isRepositoryHook(Pushed, 'push', reply);

  it('takes a branch that was deleted', async () => {
    const deleted = { ...reply, after: '0'.repeat(40), deleted: true, commits: [], head_commit: null };

    expect(await testWebhook(Pushed, { application: GitHub }).delivers(deleted)).toEqual([deleted]);
  });
});

faultMatrix(Pushed, { application: GitHub, input, reply, subscribeReply: { id: 109948940 } });
