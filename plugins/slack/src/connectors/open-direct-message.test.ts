import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { OpenDirectMessage } from './open-direct-message.ts';

const input = { users: ['U02ABCDEF', 'U03ABCDEF'], return_im: true };
const reply = { ok: true, channel: { id: 'D069C7QFK', created: 1763971200, is_im: true, user: 'U02ABCDEF' }, already_open: true };

describe('OpenDirectMessage', () => {
  it('opens a conversation with people', async () => {
    const api = testConnector(OpenDirectMessage, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/api/conversations.open', body: { users: 'U02ABCDEF,U03ABCDEF', return_im: true } },
    ]);
    expect(output).toEqual(reply);
  });

  it('opens a conversation that is known again, and makes none', async () => {
    const api = testConnector(OpenDirectMessage, { application: Slack });
    api.replies(reply);

    await api.run({ channel: 'D069C7QFK', prevent_creation: true });

    expect(api.requests.map(({ body }) => body)).toEqual([{ channel: 'D069C7QFK', prevent_creation: true }]);
  });
});

faultMatrix(OpenDirectMessage, { application: Slack, input, reply });
