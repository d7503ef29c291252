import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { GetUser } from './get-user.ts';

const input = { user: 'U02ABCDEF' };
const reply = {
  ok: true,
  user: {
    id: 'U02ABCDEF',
    team_id: 'T0123',
    name: 'ada',
    deleted: false,
    profile: { real_name: 'Ada', email: 'ada@example.com' },
  },
};

describe('GetUser', () => {
  it('asks for one user by id', async () => {
    const api = testConnector(GetUser, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/api/users.info', query: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetUser, { application: Slack, input, reply });
