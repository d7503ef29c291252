import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ListMessages } from './list-messages.ts';

const input = { channel: 'C024BE91L', oldest: '1763000000.000000' };
const first = { type: 'message', user: 'U0APP', ts: '1763971200.000100', text: 'Order 0042 shipped' };
const second = { type: 'message', ts: '1763971100.000100', text: 'Hello' };
const reply = { ok: true, messages: [first], response_metadata: { next_cursor: 'dXNlcjpVMDYx' } };
const nextReply = { ok: true, messages: [second], response_metadata: { next_cursor: '' } };

describe('ListMessages', () => {
  it('lists messages of a channel, page by page', async () => {
    const api = testConnector(ListMessages, { application: Slack });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[first], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/api/conversations.history', query: { channel: 'C024BE91L', oldest: '1763000000.000000' } },
      { query: { cursor: 'dXNlcjpVMDYx' } },
    ]);
  });
});

faultMatrix(ListMessages, { application: Slack, input, reply, nextReply });
