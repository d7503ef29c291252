import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { surroundings } from '../../test/event.ts';
import { issue } from '../../test/issue.ts';
import { label } from '../../test/label.ts';
import { input, isRepositoryHook } from '../../test/repository-hook.ts';
import { GitHub } from '../github.application.ts';
import { IssueChanged } from './issue-changed.ts';

const reply = { action: 'labeled', issue: { ...issue, assignee: null }, label, ...surroundings };

describe('IssueChanged', () => {
  it('gives the issue and what happened to it', async () => {
    expect(await testWebhook(IssueChanged, { application: GitHub }).delivers(reply)).toEqual([reply]);
  });

  isRepositoryHook(IssueChanged, 'issues', reply);

  it('takes an issue that is pinned, of which less is told', async () => {
    const { state: _state, labels: _labels, locked: _locked, ...told } = issue;
    const pinned = { action: 'pinned', issue: told, ...surroundings };

    expect(await testWebhook(IssueChanged, { application: GitHub }).delivers(pinned)).toEqual([pinned]);
  });
});

faultMatrix(IssueChanged, { application: GitHub, input, reply, subscribeReply: { id: 109948940 } });
