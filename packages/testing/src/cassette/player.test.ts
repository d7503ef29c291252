import { describe, expect, it } from 'vitest';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { Player } from './player.ts';
import { Scrubber } from './scrubber.ts';

const asked = { method: 'POST', host: 'api.example.com', path: '/books', query: { page: '1' }, body: { title: 'Emma' } };
const request: RecordedRequest = {
  ...asked,
  target: '/books?page=1',
  headers: { authorization: 'Bearer x' },
  bytes: Buffer.from('{}'),
  text: '{}',
};
const interaction = {
  request: asked,
  response: { status: 201, headers: { etag: '1' }, kind: 'json' as const, body: { id: '1' } },
};
const player = (scrubber = new Scrubber()) => new Player([interaction], scrubber);

describe('Player', () => {
  it('gives a recorded answer once', () => {
    const tape = player();
    expect(() => tape.check()).toThrow('POST api.example.com/books');
    expect(tape.answer(request)).toEqual({ status: 201, headers: { etag: '1' }, body: '{"id":"1"}' });
    expect(() => tape.check()).not.toThrow();
    expect(() => tape.answer(request)).toThrow('not on the cassette; left are: none');
  });

  it.each([
    { method: 'PUT' },
    { host: 'other.example.com' },
    { path: '/books/1' },
    { query: { page: '2' } },
    { query: {} },
    { query: { page: ['1', '1'] } },
    { body: { title: 'Persuasion' } },
    { body: undefined },
  ])('is strict about %o', (difference) => {
    expect(() => player().answer({ ...request, ...difference })).toThrow('left are: POST api.example.com/books');
  });

  it('looks for a request without its secrets, as the recording has it', () => {
    const scrubber = new Scrubber();
    scrubber.add('the-secret-of-replay');
    const masked = { ...interaction, request: { ...asked, body: { title: 'by [redacted]' } } };
    expect(new Player([masked], scrubber).answer({ ...request, body: { title: 'by the-secret-of-replay' } }).status).toBe(201);
  });

  it('gives bytes as they were', () => {
    const bytes = Buffer.from([0, 255, 1]);
    const binary = {
      ...interaction,
      response: { status: 200, headers: {}, kind: 'base64' as const, body: bytes.toString('base64') },
    };
    expect(new Player([binary], new Scrubber()).answer(request).body).toEqual(bytes);
  });
});
