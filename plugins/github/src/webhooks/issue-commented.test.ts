import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { comment } from '../../test/comment.ts';
import { surroundings } from '../../test/event.ts';
import { issue } from '../../test/issue.ts';
import { input, isRepositoryHook } from '../../test/repository-hook.ts';
import { GitHub } from '../github.application.ts';
import { IssueCommented } from './issue-commented.ts';

const reply = { action: 'created', issue, comment, ...surroundings };

describe('IssueCommented', () => {
  it('gives the comment and its issue', async () => {
    expect(await testWebhook(IssueCommented, { application: GitHub }).delivers(reply)).toEqual([reply]);
  });

  isRepositoryHook(IssueCommented, 'issue_comment', reply);
});

faultMatrix(IssueCommented, { application: GitHub, input, reply, subscribeReply: { id: 109948940 } });
