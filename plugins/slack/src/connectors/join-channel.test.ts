import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { JoinChannel } from './join-channel.ts';

const input = { channel: 'C024BE91L' };
const reply = {
  ok: true,
  channel: {
    id: 'C024BE91L',
    name: 'orders',
    is_channel: true,
    is_private: false,
    created: 1763971200,
    topic: { value: '', creator: '', last_set: 0 },
  },
};

describe('JoinChannel', () => {
  it('joins a channel', async () => {
    const api = testConnector(JoinChannel, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/conversations.join', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(JoinChannel, { application: Slack, input, reply });
