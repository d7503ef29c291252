import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { SetChannelTopic } from './set-channel-topic.ts';

const input = { channel: 'C024BE91L', topic: 'Orders of 2026' };
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

describe('SetChannelTopic', () => {
  it('sets the topic', async () => {
    const api = testConnector(SetChannelTopic, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/conversations.setTopic', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(SetChannelTopic, { application: Slack, input, reply });
