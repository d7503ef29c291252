import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it, vi } from 'vitest';
import { Http } from '../http.application.ts';
import { Graphql } from './graphql.ts';

const query = 'query Order($id: ID!) { order(id: $id) { total } }';
const data = { order: { total: '42.00' } };
const errors = [{ message: 'No such order', path: ['order'], extensions: { code: 'NOT_FOUND' } }];

describe('Graphql', () => {
  it('sends a query with its variables and gives the data', async () => {
    const api = testConnector(Graphql, {
      application: Http,
      settings: { baseUrl: 'https://api.example.com/2026', headers: 'X-Shop: brno' },
    });
    api.replies({ data });

    const variables = { id: '51' };
    expect(await api.run({ query, variables, operationName: 'Order', headers: { 'X-Note': 'a' } })).toEqual(data);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/2026/graphql',
        headers: { 'x-shop': 'brno', 'x-note': 'a', 'content-type': 'application/json' },
        body: { query, variables, operationName: 'Order' },
      },
    ]);
  });

  it('asks where it is told to, without what it is not given', async () => {
    const api = testConnector(Graphql, { application: Http });
    api.replies({ data });
    await api.run({ path: '', query });
    expect(api.requests).toMatchObject([{ path: '/', body: { query, variables: {} } }]);
    expect(api.requests[0]?.body).not.toHaveProperty('operationName');
  });

  it('keeps calls apart that run at the same time', async () => {
    const api = testConnector(Graphql, { application: Http });
    const answers = ({ body }: { readonly body?: unknown }) => ({ data: { asked: body } });
    api.replies(answers, answers);
    const [one, two] = await Promise.all([api.run({ query: '{ one }' }), api.run({ query: '{ two }' })]);
    expect([one, two]).toMatchObject([{ asked: { query: '{ one }' } }, { asked: { query: '{ two }' } }]);
  });

  it.each([
    ['NOT_FOUND', 'fail', 'api_rejected'],
    ['THROTTLED', 'retry', 'rate_limit'],
    ['UNAUTHENTICATED', 'fail', 'sign_in_failed'],
  ])('hears %s in an answer with status 200', async (code, outcome, error) => {
    const api = testConnector(Graphql, { application: Http });
    api.replies({ data: null, errors: [{ message: 'No such order', extensions: { code } }] });
    const detail = expect.stringContaining('No such order');
    expect(await api.outcome({ query })).toMatchObject({ outcome, error: { code: error, detail } });
  });

  it('fails where there are errors beside the data, unless that is accepted', async () => {
    const warn = vi.fn();
    const api = testConnector(Graphql, { application: Http, log: { info() {}, warn } });
    api.replies({ data, errors }, { data, errors });
    expect(await api.outcome({ query })).toMatchObject({ outcome: 'fail', error: { code: 'api_rejected' } });
    expect(await api.outcome({ query, partialData: 'accept' })).toMatchObject({ outcome: 'success', output: data });
    expect(warn).toHaveBeenCalledOnce();
  });

  it.each([
    [{ query, path: '//evil.example' }, 'path'],
    [{ query: '' }, 'query'],
    [{ query, headers: { Host: 'evil.example' } }, 'headers.Host'],
  ])('refuses %j and sends nothing', async (input, path) => {
    const api = testConnector(Graphql, { application: Http });
    expect(await api.outcome(input)).toMatchObject({ error: { code: 'invalid_input', path } });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(Graphql, { application: Http, settings: { login: 'bearer' }, input: { query }, reply: { data }, output: data });
