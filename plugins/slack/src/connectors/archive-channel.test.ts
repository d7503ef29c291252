import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ArchiveChannel } from './archive-channel.ts';

const input = { channel: 'C024BE91L' };
const reply = { ok: true };

describe('ArchiveChannel', () => {
  it('archives a channel', async () => {
    const api = testConnector(ArchiveChannel, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/conversations.archive', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(ArchiveChannel, { application: Slack, input, reply });
