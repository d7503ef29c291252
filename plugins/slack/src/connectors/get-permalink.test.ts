import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { GetPermalink } from './get-permalink.ts';

const input = { channel: 'C024BE91L', message_ts: '1763971200.000100' };
const reply = { ok: true, channel: 'C024BE91L', permalink: 'https://example.slack.com/archives/C024BE91L/p1763971200000100' };

describe('GetPermalink', () => {
  it('asks for the link to a message', async () => {
    const api = testConnector(GetPermalink, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/api/chat.getPermalink', query: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetPermalink, { application: Slack, input, reply });
