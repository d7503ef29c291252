import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { comment } from '../../test/comment.ts';
import { GitHub } from '../github.application.ts';
import { CreateComment } from './create-comment.ts';

const input = { owner: 'octo-org', repo: 'shop', issue_number: 7, body: comment.body };
const reply = { status: 201, body: comment };

describe('CreateComment', () => {
  it('comments on an issue', async () => {
    const api = testConnector(CreateComment, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/repos/octo-org/shop/issues/7/comments', body: { body: comment.body } },
    ]);
    expect(output).toEqual(comment);
  });
});

faultMatrix(CreateComment, { application: GitHub, input, reply });
