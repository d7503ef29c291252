import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { InviteToChannel } from './invite-to-channel.ts';

const input = { channel: 'C024BE91L', users: ['U02ABCDEF', 'U03ABCDEF'] };
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

describe('InviteToChannel', () => {
  it('invites several people at once', async () => {
    const api = testConnector(InviteToChannel, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/api/conversations.invite', body: { channel: 'C024BE91L', users: 'U02ABCDEF,U03ABCDEF' } },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(InviteToChannel, { application: Slack, input, reply });
