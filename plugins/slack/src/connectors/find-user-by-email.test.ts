import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { FindUserByEmail } from './find-user-by-email.ts';

const input = { email: 'ada+test@example.com' };
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

describe('FindUserByEmail', () => {
  it('asks for the user of an address', async () => {
    const api = testConnector(FindUserByEmail, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/api/users.lookupByEmail', query: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(FindUserByEmail, { application: Slack, input, reply });
