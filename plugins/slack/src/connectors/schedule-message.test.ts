import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ScheduleMessage } from './schedule-message.ts';

const input = { channel: 'C024BE91L', post_at: 1764000000, text: 'Good morning' };
const reply = {
  ok: true,
  channel: 'C024BE91L',
  scheduled_message_id: 'Q1298393284',
  post_at: 1764000000,
  message: { text: 'Good morning', type: 'delayed_message', subtype: 'bot_message' },
};

describe('ScheduleMessage', () => {
  it('schedules a message for a time', async () => {
    const api = testConnector(ScheduleMessage, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/chat.scheduleMessage', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(ScheduleMessage, { application: Slack, input, reply });
