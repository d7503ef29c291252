import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { githubDelivery, signedDelivery, signingSecret } from '../../test/deliveries.ts';
import { admit, readEvents, receive, signatures, Webhook, WebhookFacts } from '../index.ts';
import { factsOf } from './webhook.ts';

class IssueOpened extends Webhook {
  readonly name = 'issue-opened';
  readonly title = 'Issue opened';
  readonly input = z.object({ repository: z.string() });
  readonly output = z.looseObject({ issue: z.object({ number: z.int() }) });
  readonly signature = signatures.github();
  override readonly event = { header: 'X-GitHub-Event', is: 'issues' };
  override readonly deliveryId = { header: 'X-GitHub-Delivery' };
}

/** Sends several events in one delivery, of several kinds. */
class ContactChanged extends Webhook {
  readonly name = 'contact-changed';
  readonly title = 'Contact changed';
  readonly input = z.object({});
  readonly output = z.object({ type: z.string(), id: z.int().transform(String) });
  readonly signature = signatures.github();
  override readonly event = { field: 'type', is: ['contact.creation', 'contact.deletion'] };
  override readonly deliveryId = { field: '0.delivery' };
  override events(payload: unknown) {
    return z.array(z.unknown()).parse(payload);
  }
}

class Anything extends Webhook {
  readonly name = 'anything';
  readonly title = 'Anything';
  readonly input = z.object({});
  readonly output: z.ZodType = z.unknown();
  readonly signature = signatures.github();
}

const issue = { action: 'opened', issue: { number: 7 } };
const headers = { 'x-github-event': 'issues', 'x-github-delivery': 'd-1' };
const options = { secret: signingSecret, seen: new Set<string>() };

describe('receive', () => {
  it('gives the events of a delivery, typed, and what the delivery is called', async () => {
    const received = await receive(new IssueOpened(), githubDelivery(issue, headers), options);
    expect(received).toEqual({ kind: 'events', deliveryId: 'd-1', events: [issue], eventKeys: [] });
    if (received.kind === 'events') expectTypeOf(received.events[0]?.issue.number).toEqualTypeOf<number | undefined>();
  });

  it('checks the signature before it looks at anything else', async () => {
    const forged = { ...githubDelivery(issue, headers), rawBody: Buffer.from('not json') };
    const seen = new Set(['d-1']);
    await expect(receive(new IssueOpened(), forged, { secret: signingSecret, seen })).rejects.toMatchObject({
      code: 'webhook_signature',
    });
    await expect(receive(new IssueOpened(), forged, { secret: undefined, seen })).rejects.toMatchObject({
      code: 'webhook_signature',
    });
  });

  it('knows a delivery that was accepted before, and remembers none itself', async () => {
    const seen = new Set<string>();
    const take = () => receive(new IssueOpened(), githubDelivery(issue, headers), { secret: signingSecret, seen });
    expect((await take()).kind).toBe('events');
    expect((await take()).kind).toBe('events');
    seen.add('d-1');
    expect(await take()).toEqual({ kind: 'duplicate', deliveryId: 'd-1' });
  });

  it('waits for a memory that is asynchronous', async () => {
    const seen = { has: async (id: string) => id === 'd-1' };
    const received = await receive(new IssueOpened(), githubDelivery(issue, headers), { secret: signingSecret, seen });
    expect(received.kind).toBe('duplicate');
  });

  it.each([{ 'x-github-event': 'ping' }, { 'x-github-event': 'issues, issues' }, { 'x-github-event': '' }, {}])(
    'ignores a delivery with the headers %j',
    async (changed) => {
      const received = await receive(new IssueOpened(), githubDelivery(issue, changed), options);
      expect(received).toEqual({ kind: 'ignored', reason: expect.stringContaining('X-GitHub-Event') });
    },
  );

  it('gives the wanted events of several, as the schema makes them', async () => {
    const payload = [
      { type: 'contact.creation', id: 1, delivery: 'many-1' },
      { type: 'deal.creation', id: 'other' },
      { type: 'contact.deletion', id: 2 },
    ];
    expect(await receive(new ContactChanged(), githubDelivery(payload), options)).toEqual({
      kind: 'events',
      deliveryId: 'many-1',
      events: [
        { type: 'contact.creation', id: '1' },
        { type: 'contact.deletion', id: '2' },
      ],
      eventKeys: [],
    });
    expect(await receive(new ContactChanged(), githubDelivery(payload.slice(1, 2)), options)).toMatchObject({ kind: 'ignored' });
    expect(await receive(new ContactChanged(), githubDelivery([]), options)).toMatchObject({ kind: 'ignored' });
  });

  it('takes an event once that comes again in another delivery, in other company', async () => {
    class ContactTold extends ContactChanged {
      override readonly eventId = { field: 'id' };
    }
    const seen = new Set<string>();
    const take = async (...ids: number[]) => {
      const payload = ids.map((id) => ({ type: 'contact.creation', id, attempt: seen.size }));
      const received = await receive(new ContactTold(), githubDelivery(payload), { secret: signingSecret, seen });
      if (received.kind !== 'events') return received.kind;
      for (const key of [received.deliveryId, ...received.eventKeys]) seen.add(key);
      return received.events.map(({ id }) => id);
    };
    expect(await take(1, 2, 2)).toEqual(['1', '2']);
    expect(await take(2, 3)).toEqual(['3']);
    expect(await take(3, 1)).toBe('duplicate');
  });

  it('does not take the id of an event for that of a delivery, and takes events without an id', async () => {
    class WithId extends Anything {
      override readonly eventId = { field: 'id' };
    }
    const take = (payload: unknown, ...seen: string[]) =>
      receive(new WithId(), githubDelivery(payload), { secret: signingSecret, seen: new Set(seen) });
    expect(await take({ id: 'd-1' }, 'd-1')).toMatchObject({ kind: 'events', eventKeys: ['event:d-1'] });
    expect(await take({ id: 'd-1' }, 'event:d-1')).toMatchObject({ kind: 'duplicate' });
    expect(await take({ id: null }, 'event:null')).toMatchObject({ kind: 'events', eventKeys: [] });
    expect(await take({ id: 'x'.repeat(201) })).toMatchObject({ eventKeys: [expect.stringMatching(/^event:[0-9a-f]{64}$/)] });
  });

  it('names the path of what does not fit', async () => {
    const wrong = githubDelivery({ issue: { number: 'seven' } }, headers);
    await expect(receive(new IssueOpened(), wrong, options)).rejects.toMatchObject({
      code: 'invalid_input',
      path: 'issue.number',
      message: expect.stringContaining('Event 0 of the delivery'),
    });
    const second = githubDelivery([{ type: 'contact.creation', id: 1 }, { type: 'contact.creation' }]);
    await expect(receive(new ContactChanged(), second, options)).rejects.toMatchObject({
      path: 'id',
      message: expect.stringContaining('Event 1 of the delivery'),
    });
  });

  it('takes bodies up to a size', async () => {
    const take = (size: number, more = {}) =>
      receive(new Anything(), githubDelivery('x'.repeat(size - 2)), { ...options, ...more });
    expect((await take(1024 * 1024)).kind).toBe('events');
    await expect(take(1024 * 1024 + 1)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('1048577 bytes'),
    });
    await expect(take(11, { maxBodyBytes: 10 })).rejects.toThrow('more than the 10 that are taken');
    class Large extends Anything {
      override readonly maxBytes = 25 * 1024 * 1024;
    }
    const large = githubDelivery('x'.repeat(2 * 1024 * 1024));
    expect((await receive(new Large(), large, options)).kind).toBe('events');
    expect(WebhookFacts.safeParse({ ...factsOf(new Large()), maxBytes: 25 * 1024 * 1024 + 1 }).success).toBe(false);
  });
});

describe('the payload of a delivery', () => {
  const form = { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=utf-8' };
  const eventOf = async (body: string | Uint8Array, more: Record<string, string> = {}) => {
    const received = await receive(new Anything(), signedDelivery(body, more), options);
    return received.kind === 'events' ? received.events[0] : received;
  };

  it.each([
    ['{"a":1}', {}, { a: 1 }],
    ['\ufeff{"a":1}', {}, { a: 1 }],
    ['{"a":1}', { 'content-type': 'text/plain' }, { a: 1 }],
    ['', {}, undefined],
    ['a=1&b=%C5%BE+x&b=2', form, { a: '1', b: ['ž x', '2'] }],
    ['payload=%7B%22type%22%3A%22block_actions%22%7D', form, { type: 'block_actions' }],
    ['payload=x&more=1', form, { payload: 'x', more: '1' }],
  ])('%j is read', async (body, more, payload) => {
    expect(await eventOf(body, more)).toEqual(payload);
  });

  it.each([
    ['{"a":', {}],
    ['a=1', {}],
    ['<xml/>', { 'content-type': 'text/xml' }],
    ['payload=x', form],
  ])('%j is refused', async (body, more) => {
    await expect(eventOf(body, more)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('neither JSON'),
    });
  });

  it('is refused where it is no UTF-8', async () => {
    await expect(eventOf(Buffer.from([0x22, 0xff, 0x22]))).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('changes no prototype', async () => {
    expect(Object.getPrototypeOf(await eventOf('__proto__=x&a=1', form))).toBe(Object.prototype);
    await eventOf('{"__proto__":{"polluted":1}}');
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('the id of a delivery', () => {
  const idOf = async (webhook: Webhook, payload: unknown, more: Record<string, string> = {}) => {
    const admission = await admit(factsOf(webhook), githubDelivery(payload, { 'x-github-event': 'issues', ...more }), options);
    return 'deliveryId' in admission ? admission.deliveryId : admission;
  };

  it('is a hash of the body where the service names none', async () => {
    const id = await idOf(new Anything(), { a: 1 });
    expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await idOf(new Anything(), { a: 1 })).toBe(id);
    expect(await idOf(new Anything(), { a: 2 })).not.toBe(id);
    expect(await idOf(new IssueOpened(), { a: 1 })).toBe(id);
    expect(await idOf(new IssueOpened(), { a: 1 }, { 'x-github-delivery': '' })).toBe(id);
  });

  it('may be a number, and is never long', async () => {
    expect(await idOf(new ContactChanged(), [{ delivery: 42 }])).toBe('42');
    expect(await idOf(new IssueOpened(), issue, { 'x-github-delivery': 'x'.repeat(201) })).toMatch(/^sha256:/);
    expect(await idOf(new IssueOpened(), issue, { 'x-github-delivery': 'x'.repeat(200) })).toBe('x'.repeat(200));
  });
});

describe('admit', () => {
  it('needs nothing but facts that were JSON, and leaves the events to the code', async () => {
    const facts = WebhookFacts.parse(JSON.parse(JSON.stringify(factsOf(new ContactChanged()))));
    const payload = [{ type: 'contact.creation', id: 1, delivery: 'd-9' }];
    const admission = await admit(facts, githubDelivery(payload), options);
    expect(admission).toEqual({ kind: 'delivery', deliveryId: 'd-9', payload });
    expect(await readEvents(new ContactChanged(), payload)).toEqual([{ type: 'contact.creation', id: '1' }]);
  });
});
