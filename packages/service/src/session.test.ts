import { NEVER, type Observable, of, Subject } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { KeyFile } from './key-file.ts';
import { Greeting, introduce } from './link/handshake.ts';
import { Identity } from './link/identity.ts';
import { type Packet, SealedChannel } from './link/sealed-channel.ts';
import { type LinkClient, linkTransport } from './link/transport.ts';
import { OfferedCode } from './offered-code.ts';
import { ownPlugin } from './own-plugin.ts';
import { Session, type SessionEvent } from './session.ts';

class TestClient implements LinkClient {
  readonly status = NEVER;
  readonly #answers: Observable<unknown>;
  greeting: unknown;

  constructor(answers: Observable<unknown>) {
    this.#answers = answers;
  }

  send<Answer>(pattern: string, data: unknown): Observable<Answer>;
  send(_pattern: string, data: unknown): Observable<unknown> {
    this.greeting = data;
    return this.#answers;
  }

  emit(): Observable<unknown> {
    return of(undefined);
  }

  close(): void {
    // There is no connection.
  }
}

/** A session whose test is the host, and everybody else at the broker. */
function session(keys = KeyFile.of(Identity.create().save())) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const answers = new Subject<unknown>();
  const events: SessionEvent[] = [];
  const client = new TestClient(answers);
  const begun = new Session({
    transport: linkTransport('memory:test'),
    client,
    keys,
    code: new OfferedCode([ownPlugin({ name: 'shop' }, [])]),
    facts: { name: 'shop', sdk: '1.0.0', instance: 'a', concurrency: 1, offers: [] },
    onEvent: (event) => void events.push(event),
  });
  /** Answers the greeting as the holder of a key; what it returns says something under the keys of the session. */
  const answer = (identity: Identity) => {
    const { introduction, keys: channelKeys } = introduce(identity, Greeting.parse(client.greeting));
    answers.next(introduction);
    const channel = new SealedChannel(channelKeys);
    return (message: unknown) => {
      const packets: Packet[] = channel.seal(message);
      for (const packet of packets) answers.next(packet);
    };
  };
  return { session: begun, answers, events, answer };
}

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
