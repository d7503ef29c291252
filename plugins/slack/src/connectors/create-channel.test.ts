import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { CreateChannel } from './create-channel.ts';

const input = { name: 'orders', is_private: true };
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

describe('CreateChannel', () => {
  it('creates a private channel', async () => {
    const api = testConnector(CreateChannel, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/conversations.create', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateChannel, { application: Slack, input, reply });
