import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, bearer, get, type InputOf, path, post, RestConnector, run, type SettingsOf, url } from '@mortise/sdk';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { type FakeApi, startFakeApi } from '../fake-api/fake-api.ts';
import { cassette } from './cassette.ts';

class Shelf extends Application {
  readonly name = 'shelf';
  readonly title = 'Shelf';
  readonly description = 'Books on a shelf.';
  override readonly authentication = bearer();
  override readonly settings = z.object({ url: url('Address') });

  baseUrl({ url }: SettingsOf<Shelf>) {
    return url;
  }
}

class GetBook extends RestConnector {
  readonly name = 'get-book';
  readonly title = 'Get a book';
  readonly input = z.object({ bookId: z.string(), edition: z.string().optional() });
  readonly output = z.looseObject({ id: z.string() });

  request({ bookId, edition }: InputOf<GetBook>) {
    return get(path`/books/${bookId}`, { query: { edition } });
  }
}

class AddBook extends RestConnector {
  readonly name = 'add-book';
  readonly title = 'Add a book';
  readonly input = z.object({ title: z.string() });
  readonly output = z.looseObject({ id: z.string() });

  request(book: InputOf<AddBook>) {
    return post('/books', { json: book });
  }
}

const token = 'real-token-of-ada-1234567890';
const folder = join(import.meta.dirname, 'cassettes');
const fileOf = (name: string) => join(folder, `${name}.json`);

async function startService(): Promise<FakeApi> {
  const service = await startFakeApi();
  onTestFinished(() => service.close());
  return service;
}

/** The settings must be the same on replay, and the port of a service on loopback never is. */
function withFixedHost(name: string, host: string): void {
  writeFileSync(fileOf(name), readFileSync(fileOf(name), 'utf8').replaceAll(host, 'shelf.example.com'));
}

const replayed = { application: Shelf, settings: { url: 'http://shelf.example.com' } };
const recorded = ({ url, port }: FakeApi) => ({
  application: Shelf,
  settings: { url },
  credentials: { token },
  allow: [`127.0.0.1:${port}`],
});

afterEach(() => vi.unstubAllEnvs());

describe('cassette', () => {
  it('records what a service answers', async () => {
    vi.stubEnv('MORTISE_RECORD', '1');
    const service = await startService();
    const host = `127.0.0.1:${service.port}`;
    onTestFinished(() => withFixedHost('books', host));
    service.replies(
      { id: '1', owner: { apiKey: 'key-that-the-service-tells', next_page_token: 'page-2' }, seenWith: token },
      { status: 201, headers: { 'set-cookie': 'session=abc', 'x-shelf': 'top' }, body: { id: '2', echo: `Bearer ${token}` } },
    );
    const { connection, isRecording } = await cassette('books', recorded(service));
    expect(isRecording).toBe(true);
    expect(await run(GetBook, { bookId: '1', edition: '2' }, { connection })).toMatchObject({ seenWith: '[redacted]' });
    await run(AddBook, { title: 'Emma' }, { connection });
    expect(service.requests[0]?.headers['authorization']).toBe(`Bearer ${token}`);
  });

  it('plays it again without the service, and without a secret in the file', async () => {
    const text = readFileSync(fileOf('books'), 'utf8');
    for (const secret of [token, 'key-that-the-service-tells', 'session=abc', 'authorization'])
      expect(text).not.toContain(secret);
    expect(text).toContain('page-2');
    expect(text).toContain('x-shelf');

    const { connection, isRecording } = await cassette('books', replayed);
    expect(isRecording).toBe(false);
    expect(await run(GetBook, { bookId: '1', edition: '2' }, { connection })).toMatchObject({ id: '1' });
    expect(await run(AddBook, { title: 'Emma' }, { connection })).toMatchObject({ id: '2' });
  });

  it('says how to record what there is no cassette for', async () => {
    await expect(cassette('nothing', replayed)).rejects.toThrow('MORTISE_RECORD=1');
    await expect(cassette('../books', replayed)).rejects.toThrow('not a name');
  });

  it('is removed again', () => {
    rmSync(folder, { recursive: true });
    expect(existsSync(folder)).toBe(false);
  });
});
