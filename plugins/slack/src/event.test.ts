import { testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from './slack.application.ts';
import { MessagePosted } from './webhooks/message-posted.ts';

const said = (event_id: string, text: string) => ({
  token: 'XXYYZZ',
  team_id: 'T123ABC456',
  api_app_id: 'A123ABC456',
  event: { type: 'message', channel: 'C123ABC456', user: 'U123ABC456', text, ts: '1355517523.000005', channel_type: 'channel' },
  type: 'event_callback',
  event_id,
  event_time: 1355517523,
});

/** @see https://docs.slack.dev/authentication/verifying-requests-from-slack/ */
const documented =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
  '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
  '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
  '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

describe('SlackEvent', () => {
  it('is signed as in the documentation of Slack, with the signing secret of the app', () => {
    const secret = '8f742231b10e8888abcd99yyyzzz85a5';
    const hook = testWebhook(MessagePosted, { application: Slack, secret });

    expect(new MessagePosted().signingSecret).toBe('entered');
    expect(hook.delivery(documented, { at: 1531420618000 }).headers).toMatchObject({
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    });
  });

  it('knows a delivery by its event_id, whatever else it says', async () => {
    const hook = testWebhook(MessagePosted, { application: Slack });
    const first = said('Ev123ABC456', 'Live long');

    expect(await hook.receive(hook.delivery(first))).toMatchObject({
      kind: 'events',
      deliveryId: 'Ev123ABC456',
      events: [first],
    });
    expect(await hook.receive(hook.delivery(said('Ev123ABC456', 'and prosper')))).toMatchObject({ kind: 'duplicate' });
    expect(await hook.receive(hook.delivery(said('Ev123ABC457', 'Live long')))).toMatchObject({ kind: 'events' });
  });

  it('passes over other events of the app', async () => {
    const hook = testWebhook(MessagePosted, { application: Slack });
    const joined = { ...said('Ev123ABC458', ''), event: { type: 'team_join', user: { id: 'U123ABC456' } } };

    expect(await hook.receive(hook.delivery(joined))).toMatchObject({ kind: 'ignored' });
  });
});
