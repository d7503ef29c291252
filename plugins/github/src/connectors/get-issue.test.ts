import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { issue } from '../../test/issue.ts';
import { GitHub } from '../github.application.ts';
import { GetIssue } from './get-issue.ts';

const input = { owner: 'octo-org', repo: 'shop', issue_number: 7 };
const reply = issue;

describe('GetIssue', () => {
  it('asks for one issue by its number', async () => {
    const api = testConnector(GetIssue, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/repos/octo-org/shop/issues/7' }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetIssue, { application: GitHub, input, reply });
