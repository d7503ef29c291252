import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ListChannelMembers } from './list-channel-members.ts';

const input = { channel: 'C024BE91L' };
const first = 'U02ABCDEF';
const second = 'U03ABCDEF';
const reply = { ok: true, members: [first], response_metadata: { next_cursor: 'dXNlcjpVMDYx' } };
const nextReply = { ok: true, members: [second], response_metadata: { next_cursor: '' } };

describe('ListChannelMembers', () => {
  it('lists ids of people, page by page', async () => {
    const api = testConnector(ListChannelMembers, { application: Slack });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[first], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/api/conversations.members', query: { channel: 'C024BE91L' } },
      { query: { cursor: 'dXNlcjpVMDYx' } },
    ]);
  });
});

faultMatrix(ListChannelMembers, { application: Slack, input, reply, nextReply });
