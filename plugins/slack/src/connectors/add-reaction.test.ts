import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { AddReaction } from './add-reaction.ts';

const input = { channel: 'C024BE91L', timestamp: '1763971200.000100', name: 'thumbsup' };
const reply = { ok: true };

describe('AddReaction', () => {
  it('adds an emoji to a message', async () => {
    const api = testConnector(AddReaction, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/reactions.add', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(AddReaction, { application: Slack, input, reply });
