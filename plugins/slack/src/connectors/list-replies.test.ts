import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ListReplies } from './list-replies.ts';

const input = { channel: 'C024BE91L', ts: '1763971200.000100' };
const first = { type: 'message', user: 'U0APP', ts: '1763971200.000100', text: 'Order 0042 shipped' };
const second = { type: 'message', ts: '1763971300.000100', thread_ts: '1763971200.000100', text: 'Thanks' };
const reply = { ok: true, messages: [first], response_metadata: { next_cursor: 'dXNlcjpVMDYx' } };
const nextReply = { ok: true, messages: [second], response_metadata: { next_cursor: '' } };

describe('ListReplies', () => {
  it('lists replies of a thread, page by page', async () => {
    const api = testConnector(ListReplies, { application: Slack });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[first], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/api/conversations.replies', query: { channel: 'C024BE91L', ts: '1763971200.000100' } },
      { query: { cursor: 'dXNlcjpVMDYx' } },
    ]);
  });
});

faultMatrix(ListReplies, { application: Slack, input, reply, nextReply });
