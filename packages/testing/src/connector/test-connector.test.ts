import { Connector, Filter, get, Transform } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AddBook, Archive, CopyBook, GetBook, Library, ListBooks } from '../../test/library.ts';
import { faults } from '../fake-api/faults.ts';
import { testConnector } from './test-connector.ts';

const book = { id: '51', title: 'Emma' };

class TitleOnly extends Transform {
  readonly name = 'title-only';
  readonly title = 'Title only';
  readonly input = z.looseObject({ title: z.string() });
  readonly output = z.string();
  readonly expression = 'title';
}

class OnlyEmma extends Filter {
  readonly name = 'only-emma';
  readonly title = 'Only Emma';
  readonly input = z.looseObject({ title: z.string() });
  readonly condition = 'title = "Emma"';
}

describe('testConnector', () => {
  it('shows the request that was sent and the value that was returned', async () => {
    const api = testConnector(GetBook, { application: Library });
    api.replies(book);

    expect(await api.run({ bookId: '5/1' })).toEqual(book);
    expect(api.requests).toMatchObject([{ method: 'GET', host: 'sample.library.example', path: '/v1/books/5%2F1', query: {} }]);
    expect(api.requests[0]?.headers['x-api-key']).toMatch(/^canary-apiKey-/);
  });

  it('needs no application', async () => {
    const api = testConnector(GetBook);
    api.replies(book);
    await api.run({ bookId: '51' });
    expect(api.requests).toMatchObject([{ host: 'api.example.com', path: '/books/51' }]);
  });

  it('takes settings and credentials of the test', async () => {
    const api = testConnector(GetBook, {
      application: Library,
      settings: { town: 'brno' },
      credentials: { apiKey: 'mine-only' },
    });
    api.replies(book);
    await api.run({ bookId: '51' });
    expect(api.requests).toMatchObject([{ host: 'brno.library.example', headers: { 'x-api-key': 'mine-only' } }]);
  });

  it('is signed in where the service wants OAuth 2, and signs in anew after a refusal', async () => {
    const api = testConnector(GetBook, { application: Archive });
    api.replies(book, { status: 401 }, book);
    await api.run({ bookId: '51' });
    expect(api.signIns).toHaveLength(0);

    await api.run({ bookId: '51' });
    expect(api.signIns).toMatchObject([{ host: 'login.archive.example', path: '/token', body: { grant_type: 'refresh_token' } }]);
    expect(api.requests.map(({ headers }) => headers['authorization'])).toEqual([
      expect.stringMatching(/^Bearer canary-access-token-/),
      expect.stringMatching(/^Bearer canary-access-token-/),
      expect.stringMatching(/^Bearer canary-renewed-access-token-/),
    ]);
  });

  it('records a body as what it is', async () => {
    const api = testConnector(AddBook, { application: Library });
    api.replies({ status: 201, body: book });
    await api.run({ title: 'Emma' });
    expect(api.requests).toMatchObject([{ method: 'POST', body: { title: 'Emma' }, text: '{"title":"Emma"}' }]);
  });

  it('gives all pages', async () => {
    const api = testConnector(ListBooks, { application: Library });
    api.replies({ books: [book], next: 'b' }, { books: [], next: null });
    expect(await api.pages({ author: 'Austen' })).toEqual([[book], []]);
    expect(api.requests.map(({ query }) => query)).toEqual([{ author: 'Austen' }, { author: 'Austen', after: 'b' }]);
  });

  it('runs custom actions with everything they do', async () => {
    const api = testConnector(CopyBook, { application: Library });
    api.replies(book, { id: '52', title: 'Emma' });
    expect(await api.run({ bookId: '51' })).toMatchObject({ id: '52' });
    expect(api.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('runs transforms and filters, which send nothing', async () => {
    expect(await testConnector(TitleOnly).run(book)).toBe('Emma');
    expect(await testConnector(OnlyEmma).outcome({ title: 'Persuasion' })).toMatchObject({ outcome: 'stop' });
  });

  it('tells how an action ended, whatever it was given', async () => {
    const api = testConnector(GetBook, { application: Library });
    expect(await api.outcome({ bookId: 51 })).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_input', path: 'bookId' },
    });
    api.replies({ status: 503 });
    expect(await api.outcome({ bookId: '51' })).toMatchObject({ outcome: 'retry', error: { code: 'service_unavailable' } });
  });

  it('makes as many attempts as it is told', async () => {
    const api = testConnector(GetBook, { application: Library, maxAttempts: 2 });
    api.replies(faults.rateLimited(0), book);
    expect(await api.run({ bookId: '51' })).toEqual(book);
  });

  it('throws where the service refuses', async () => {
    const api = testConnector(GetBook, { application: Library });
    api.replies({ status: 404, body: { message: 'No such book' } });
    await expect(api.run({ bookId: '51' })).rejects.toMatchObject({ code: 'api_rejected', status: 404 });
  });

  it('never reaches another machine, whatever address a connector names', async () => {
    class Wander extends Connector {
      readonly name = 'wander';
      readonly title = 'Wander';
      readonly input = z.object({});
      readonly output = z.unknown();

      async execute(_input: unknown, context: Parameters<Connector['execute']>[1]) {
        return (await context.send(get('https://example.org:8443//elsewhere?x=1'))).status;
      }
    }
    const api = testConnector(Wander);
    api.replies('hello');
    expect(await api.run({})).toBe(200);
    expect(api.requests).toMatchObject([{ host: 'example.org:8443', path: '//elsewhere', query: { x: '1' } }]);

    const declared = testConnector(Wander, { application: Library });
    expect(await declared.outcome({})).toMatchObject({ error: { code: 'host_not_declared' } });
    expect(declared.requests).toEqual([]);
  });

  it('says which setting does not fit', async () => {
    const api = testConnector(GetBook, { application: Library, settings: { town: 'not a label' } });
    await expect(api.run({ bookId: '51' })).rejects.toMatchObject({ code: 'invalid_settings', path: 'town' });
  });
});
