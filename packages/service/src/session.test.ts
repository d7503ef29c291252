import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionContext, CustomAction } from '@mortise/sdk';
import { NEVER, type Observable, of, Subject } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { KeyFile } from './key-file.ts';
import { Greeting, introduce } from './link/handshake.ts';
import { Identity } from './link/identity.ts';
import { Packet, SealedChannel } from './link/sealed-channel.ts';
import { type LinkClient, linkTransport } from './link/transport.ts';
import { OfferedCode } from './offered-code.ts';
import { type OfferedAction, ownPlugin } from './own-plugin.ts';
import { Session, type SessionEvent } from './session.ts';

class TestClient implements LinkClient {
  readonly status = NEVER;
  readonly #answers: Observable<unknown>;
  greeting: unknown;
  readonly sent: unknown[] = [];

  constructor(answers: Observable<unknown>) {
    this.#answers = answers;
  }

  send<Answer>(pattern: string, data: unknown): Observable<Answer>;
  send(_pattern: string, data: unknown): Observable<unknown> {
    this.greeting = data;
    return this.#answers;
  }

  emit(_pattern: string, data: unknown): Observable<unknown> {
    this.sent.push(data);
    return of(undefined);
  }

  close(): void {
    // There is no connection.
  }
}

/** A session whose test is the host, and everybody else at the broker. */
function session(keys = KeyFile.of(Identity.create().save()), actions: readonly OfferedAction[] = []) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const answers = new Subject<unknown>();
  const events: SessionEvent[] = [];
  const client = new TestClient(answers);
  let channel: SealedChannel | undefined;
  const heard: unknown[] = [];
  const begun = new Session({
    transport: linkTransport('memory:test'),
    client,
    keys,
    code: new OfferedCode([ownPlugin({ name: 'shop' }, actions)]),
    facts: { name: 'shop', sdk: '1.0.0', instance: 'a', concurrency: 1, offers: [] },
    onEvent: (event) => void events.push(event),
  });
  /** Answers the greeting as the holder of a key; what it returns says something under the keys of the session. */
  const answer = (identity: Identity) => {
    const { introduction, keys: channelKeys } = introduce(identity, Greeting.parse(client.greeting));
    answers.next(introduction);
    const opposite = new SealedChannel(channelKeys);
    channel = opposite;
    return (message: unknown) => {
      const packets = opposite.seal(message);
      for (const packet of packets) answers.next(packet);
    };
  };
  /** What the session has said to the one who answered last. */
  const listen = () => {
    for (const packet of client.sent.splice(0)) {
      const opened = channel?.open(Packet.parse(packet));
      if (opened?.kind === 'message') heard.push(opened.message);
    }
    return heard;
  };
  return { session: begun, answers, events, answer, listen };
}

/** An action of the name `odd`, without any schema that would catch what it does. */
function odd(execute: (context: ActionContext) => unknown): OfferedAction {
  class Odd extends CustomAction {
    readonly name = 'odd';
    readonly title = 'Odd';
    readonly input = z.unknown();
    readonly output = z.unknown();

    override async execute(_input: unknown, context: ActionContext) {
      return execute(context);
    }
  }
  return new Odd();
}

const call = { type: 'call', application: 'shop', action: 'odd', input: {}, settings: {}, idempotencyKey: 'key' };

function circle(): object {
  const made: { self?: unknown } = {};
  made.self = made;
  return made;
}

function throwing(thrown: unknown): object {
  return {
    toJSON() {
      throw thrown;
    },
  };
}

const tooLong = 'x'.repeat(33 * 1024 * 1024);

const junk = [{ hello: 1 }, 'junk', null, { number: 0, sealed: 'AAAA' }, { number: -1, sealed: '' }];

describe('Session', () => {
  it('passes over what others say to it at the broker', async () => {
    const host = Identity.create();
    const { answers, events, answer } = session();
    for (const each of junk) answers.next(each);
    const say = answer(host);
    for (const each of junk) answers.next(each);
    say({ type: 'welcome' });
    await vi.waitFor(() => expect(events).toEqual([{ state: 'online', pairedWith: host.publicKey }]));
  });

  it('takes only what its host has sealed for a sign of life', () => {
    const { answers, events, answer } = session();
    const say = answer(Identity.create());
    vi.advanceTimersByTime(7000);
    say({ type: 'ping' });
    vi.advanceTimersByTime(7000);
    answers.next({ number: 1, sealed: 'AAAA' });
    expect(events).toEqual([]);
    vi.advanceTimersByTime(1500);
    expect(events).toMatchObject([{ state: 'ended', reason: 'the host gave no sign of life', retry: 'soon' }]);
  });

  it('speaks with the host that it belongs to, whoever else answers before', async () => {
    const host = Identity.create();
    const { events, answer } = session(KeyFile.of(Identity.create().save(), host.publicKey));
    answer(Identity.create())({ type: 'refused', reason: 'Go away', final: true });
    answer(host)({ type: 'welcome' });
    await vi.waitFor(() => expect(events).toEqual([{ state: 'online' }]));
  });

  it('tries again later where another host has answered, and nobody else', () => {
    const { events, answer } = session(KeyFile.of(Identity.create().save(), Identity.create().publicKey));
    answer(Identity.create())({ type: 'welcome' });
    vi.advanceTimersByTime(2000);
    expect(events).toMatchObject([{ state: 'ended', reason: expect.stringContaining('another host'), retry: 'late' }]);
  });
});

describe('A session whose action does what cannot be sent', () => {
  it.each([
    ['a BigInt', { big: 7n }, 'The output is no JSON. Do not know how to serialize a BigInt'],
    ['a circle', circle(), 'The output is no JSON. Converting circular structure'],
    ['something that will not be written', throwing(new Error('not me')), 'The output is no JSON. not me'],
    ['something that throws what cannot be looked at', throwing(Object.create(null)), 'The output is no JSON.'],
    ['too much', tooLong, 'The output is too large.'],
  ])('ends the call that gives %s, and no other', async (_what, output, detail) => {
    let calls = 0;
    const { events, answer, listen } = session(undefined, [odd(() => (calls++ === 0 ? output : 'fine'))]);
    const say = answer(Identity.create());
    say({ ...call, id: 1 });
    say({ ...call, id: 2 });
    const error = expect.objectContaining({ code: 'action_failed', retryable: false, detail: expect.stringContaining(detail) });
    await vi.waitFor(() => {
      expect(listen()).toContainEqual({ type: 'result', id: 1, outcome: { outcome: 'fail', error } });
      expect(listen()).toContainEqual({ type: 'result', id: 2, outcome: { outcome: 'success', output: 'fine' } });
    });
    expect(events).toEqual([]);
  });

  it('shortens a log line that is too large, and goes on', async () => {
    const { answer, listen } = session(undefined, [
      odd(({ log }) => {
        log.info(tooLong);
        log.warn('with fields', { tooLong });
        return 'done';
      }),
    ]);
    answer(Identity.create())({ ...call, id: 1 });
    await vi.waitFor(() => {
      const shortened = expect.stringMatching(/^x{1000} … \(shortened, since it is too large\./);
      expect(listen()).toContainEqual({ type: 'log', id: 1, level: 'info', message: shortened });
      expect(listen()).toContainEqual({ type: 'log', id: 1, level: 'warn', message: expect.stringMatching(/^with fields …/) });
      expect(listen()).toContainEqual({ type: 'result', id: 1, outcome: { outcome: 'success', output: 'done' } });
    });
  });

  it('refuses a request whose body is too large', async () => {
    const { answer, listen } = session(undefined, [
      odd(({ send }) => send({ method: 'POST', path: '/', headers: {}, body: tooLong })),
    ]);
    answer(Identity.create())({ ...call, id: 1 });
    const error = expect.objectContaining({
      code: 'action_failed',
      retryable: false,
      detail: expect.stringContaining('What the action asks of the host is too large.'),
    });
    await vi.waitFor(() => expect(listen()).toContainEqual({ type: 'result', id: 1, outcome: { outcome: 'fail', error } }));
  });
});

describe('A session whose key file cannot be written', () => {
  it('goes on with the pairing that it has, and warns', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mortise-session-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'keys/shop.json');
    const keys = await KeyFile.open(path);
    // Whoever runs the tests may be allowed to write everywhere, but not below a file.
    await rm(join(folder, 'keys'), { recursive: true });
    await writeFile(join(folder, 'keys'), '');

    const host = Identity.create();
    const { events, answer } = session(keys);
    answer(host)({ type: 'welcome' });
    await vi.waitFor(() => {
      const warning = expect.stringMatching(/shop\.json cannot be written: E.*Make that place writable.*`hostKey`/);
      expect(events).toEqual([{ state: 'online', pairedWith: host.publicKey, warning }]);
    });
    expect(keys.host).toBe(host.publicKey);
  });
});
