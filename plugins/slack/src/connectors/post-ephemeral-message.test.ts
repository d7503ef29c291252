import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { PostEphemeralMessage } from './post-ephemeral-message.ts';

const input = { channel: 'C024BE91L', user: 'U02ABCDEF', text: 'Only for you' };
const reply = { ok: true, message_ts: '1763971200.000200' };

describe('PostEphemeralMessage', () => {
  it('posts to one person', async () => {
    const api = testConnector(PostEphemeralMessage, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/chat.postEphemeral', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(PostEphemeralMessage, { application: Slack, input, reply });
