import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ReactionAdded } from './reaction-added.ts';

const reply = {
  type: 'event_callback',
  event_id: 'Ev08MFMKH6',
  event_time: 1763971200,
  team_id: 'T0123',
  api_app_id: 'A0123',
  token: 'deprecated',
  event: {
    type: 'reaction_added',
    user: 'U02ABCDEF',
    reaction: 'thumbsup',
    item_user: 'U0APP',
    item: { type: 'message', channel: 'C024BE91L', ts: '1763971200.000100' },
    event_ts: '1763971201.000100',
  },
};

describe('ReactionAdded', () => {
  it('gives a reaction and the message it is for', async () => {
    const events = await testWebhook(ReactionAdded, { application: Slack }).delivers(reply);

    expect(events).toEqual([reply]);
  });
});

faultMatrix(ReactionAdded, { application: Slack, input: {}, reply });
