import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { AppMentioned } from './app-mentioned.ts';

const reply = {
  type: 'event_callback',
  event_id: 'Ev08MFMKH6',
  event_time: 1763971200,
  team_id: 'T0123',
  api_app_id: 'A0123',
  token: 'deprecated',
  event: {
    type: 'app_mention',
    channel: 'C024BE91L',
    user: 'U02ABCDEF',
    text: '<@U0APP> where is 0042?',
    ts: '1763971200.000100',
  },
};

describe('AppMentioned', () => {
  it('gives a message that mentions the app', async () => {
    const events = await testWebhook(AppMentioned, { application: Slack }).delivers(reply);

    expect(events).toEqual([reply]);
  });
});

faultMatrix(AppMentioned, { application: Slack, input: {}, reply });
