import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { label } from '../../test/label.ts';
import { GitHub } from '../github.application.ts';
import { AddLabels } from './add-labels.ts';

const input = { owner: 'octo-org', repo: 'shop', issue_number: 7, labels: ['bug'] };
const reply = [label];

describe('AddLabels', () => {
  it('adds a label and gives all that the issue has then', async () => {
    const api = testConnector(AddLabels, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/repos/octo-org/shop/issues/7/labels', body: { labels: ['bug'] } },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(AddLabels, { application: GitHub, input, reply });
