import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { MessagePosted } from './message-posted.ts';

const reply = {
  type: 'event_callback',
  event_id: 'Ev08MFMKH6',
  event_time: 1763971200,
  team_id: 'T0123',
  api_app_id: 'A0123',
  token: 'deprecated',
  event: {
    type: 'message',
    channel: 'C024BE91L',
    channel_type: 'channel',
    user: 'U02ABCDEF',
    text: 'Hello',
    ts: '1763971200.000100',
  },
};

describe('MessagePosted', () => {
  it('gives a message that was posted', async () => {
    const events = await testWebhook(MessagePosted, { application: Slack }).delivers(reply);

    expect(events).toEqual([reply]);
  });

  it('answers the challenge that Slack sends when the address is entered', async () => {
    const test = testWebhook(MessagePosted, { application: Slack });
    const challenge = test.delivery({ type: 'url_verification', token: 'deprecated', challenge: '3eZbrw1aBm2rZgRNFdxV' });

    expect(await test.receive(challenge)).toMatchObject({
      kind: 'challenge',
      response: { status: 200, body: '{"challenge":"3eZbrw1aBm2rZgRNFdxV"}' },
    });
  });
});

faultMatrix(MessagePosted, { application: Slack, input: {}, reply });
