import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { ListUsers } from './list-users.ts';

const input = {};
const first = {
  id: 'U02ABCDEF',
  team_id: 'T0123',
  name: 'ada',
  deleted: false,
  profile: { real_name: 'Ada', email: 'ada@example.com' },
};
const second = { id: 'U03ABCDEF', name: 'bob', tz: null };
const reply = { ok: true, members: [first], response_metadata: { next_cursor: 'dXNlcjpVMDYx' } };
const nextReply = { ok: true, members: [second], response_metadata: { next_cursor: '' } };

describe('ListUsers', () => {
  it('lists people, page by page', async () => {
    const api = testConnector(ListUsers, { application: Slack });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[first], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/api/users.list', query: { limit: '200' } },
      { query: { cursor: 'dXNlcjpVMDYx' } },
    ]);
  });

  it('asks for less than a thousand in a page, as Slack demands', async () => {
    const api = testConnector(ListUsers, { application: Slack });

    expect(await api.outcome({ limit: 1000 })).toMatchObject({ error: { code: 'invalid_input', path: 'limit' } });
    expect(await api.replies(nextReply).outcome({ limit: 999 })).toMatchObject({ outcome: 'page' });
  });
});

faultMatrix(ListUsers, { application: Slack, input, reply, nextReply });
