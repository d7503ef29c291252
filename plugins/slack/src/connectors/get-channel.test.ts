import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { GetChannel } from './get-channel.ts';

const input = { channel: 'C024BE91L', include_num_members: true };
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

describe('GetChannel', () => {
  it('asks for one channel, with the number of its members', async () => {
    const api = testConnector(GetChannel, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/api/conversations.info', query: { channel: 'C024BE91L', include_num_members: 'true' } },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetChannel, { application: Slack, input, reply });
