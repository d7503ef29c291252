import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { ada } from '../../test/user.ts';
import { GitHub } from '../github.application.ts';
import { GetUser } from './get-user.ts';

const input = { username: 'ada' };
const reply = {
  ...ada,
  name: 'Ada',
  email: null,
  company: null,
  blog: '',
  location: 'Praha',
  hireable: null,
  bio: null,
  twitter_username: null,
  public_repos: 2,
  public_gists: 1,
  followers: 20,
  following: 0,
  created_at: '2020-01-14T04:33:35Z',
  updated_at: '2026-01-14T04:33:35Z',
};

describe('GetUser', () => {
  it('asks for one account by its name', async () => {
    const api = testConnector(GetUser, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/users/ada' }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetUser, { application: GitHub, input, reply });
