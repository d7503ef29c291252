import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { PostMessage } from './post-message.ts';

const input = { channel: 'C024BE91L', text: 'Order 0042 shipped', blocks: [{ type: 'divider' }], unfurl_links: false };
const reply = {
  ok: true,
  channel: 'C024BE91L',
  ts: '1763971200.000100',
  message: { type: 'message', user: 'U0APP', ts: '1763971200.000100', text: 'Order 0042 shipped' },
};

describe('PostMessage', () => {
  it('posts text and blocks into a channel', async () => {
    const api = testConnector(PostMessage, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/chat.postMessage', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(PostMessage, { application: Slack, input, reply });
