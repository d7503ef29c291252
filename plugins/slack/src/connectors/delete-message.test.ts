import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { DeleteMessage } from './delete-message.ts';

const input = { channel: 'C024BE91L', ts: '1763971200.000100' };
const reply = { ok: true, channel: 'C024BE91L', ts: '1763971200.000100' };

describe('DeleteMessage', () => {
  it('deletes a message by its channel and ts', async () => {
    const api = testConnector(DeleteMessage, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/chat.delete', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(DeleteMessage, { application: Slack, input, reply });
