import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { surroundings } from '../../test/event.ts';
import { pullRequest } from '../../test/pull-request.ts';
import { input, isRepositoryHook } from '../../test/repository-hook.ts';
import { GitHub } from '../github.application.ts';
import { PullRequestChanged } from './pull-request-changed.ts';

const reply = {
  action: 'closed',
  number: 8,
  pull_request: { ...pullRequest, state: 'closed', merged: true, merged_at: '2026-11-24T08:00:00Z', assignee: null },
  ...surroundings,
};

describe('PullRequestChanged', () => {
  it('gives the pull request and what happened to it', async () => {
    expect(await testWebhook(PullRequestChanged, { application: GitHub }).delivers(reply)).toEqual([reply]);
  });

  isRepositoryHook(PullRequestChanged, 'pull_request', reply);

  it('takes a team for a reviewer, and a fork that is gone', async () => {
    const [team] = pullRequest.requested_teams;
    const head = { ...pullRequest.head, repo: null };
    const requested = {
      action: 'review_requested',
      number: 8,
      pull_request: { ...pullRequest, head, requested_reviewers: [team, null] },
      requested_team: team,
      ...surroundings,
    };

    expect(await testWebhook(PullRequestChanged, { application: GitHub }).delivers(requested)).toEqual([requested]);
  });
});

faultMatrix(PullRequestChanged, { application: GitHub, input, reply, subscribeReply: { id: 109948940 } });
