import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { UpdateMessage } from './update-message.ts';

const input = { channel: 'C024BE91L', ts: '1763971200.000100', text: 'Order 0042 arrived' };
const reply = {
  ok: true,
  channel: 'C024BE91L',
  ts: '1763971200.000100',
  text: 'Order 0042 arrived',
  message: { text: 'Order 0042 arrived', user: 'U0APP' },
};

describe('UpdateMessage', () => {
  it('changes the text of a message', async () => {
    const api = testConnector(UpdateMessage, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/chat.update', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(UpdateMessage, { application: Slack, input, reply });
