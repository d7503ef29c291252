import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ListChannels } from './list-channels.ts';

const input = { types: ['public_channel' as const, 'im' as const], limit: 1 };
const first = {
  id: 'C024BE91L',
  name: 'orders',
  is_channel: true,
  is_private: false,
  created: 1763971200,
  topic: { value: '', creator: '', last_set: 0 },
};
const second = { id: 'D069C7QFK', is_im: true, user: 'U02ABCDEF' };
const reply = { ok: true, channels: [first], response_metadata: { next_cursor: 'dXNlcjpVMDYx' } };
const nextReply = { ok: true, channels: [second], response_metadata: { next_cursor: '' } };

describe('ListChannels', () => {
  it('lists channels of the kinds asked for, page by page', async () => {
    const api = testConnector(ListChannels, { application: Slack });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[first], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/api/conversations.list', query: { types: 'public_channel,im', limit: '1' } },
      { query: { cursor: 'dXNlcjpVMDYx' } },
    ]);
  });
});

faultMatrix(ListChannels, { application: Slack, input, reply, nextReply });
