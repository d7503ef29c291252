import { HttpClient, type HttpRequest } from '@mortise/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFakeApi } from './fake-api.ts';
import { faults } from './faults.ts';

async function start() {
  const fake = await startFakeApi();
  const http = new HttpClient({ allow: [`127.0.0.1:${fake.port}`], reroute: fake.reroute, maxResponseBytes: 1000 });
  onTestFinished(async () => {
    await fake.close();
    await http.close();
  });
  const ask = (address: string, { method = 'GET', body, timeoutMs = 5000, headers = {} }: Ask = {}) =>
    http.exchange({ method, url: new URL(address), headers, body, deadlineAt: performance.now() + timeoutMs });
  return { fake, ask };
}

interface Ask {
  readonly method?: HttpRequest['method'];
  readonly body?: string;
  readonly timeoutMs?: number;
  readonly headers?: Record<string, string>;
}

const text = ({ body }: { readonly body: Uint8Array }) => Buffer.from(body).toString();

describe('startFakeApi', () => {
  it('answers in the order of its script', async () => {
    const { fake, ask } = await start();
    fake.replies({ id: 1 }, 'two', '<three/>', { status: 418, headers: { 'X-Tea': 'yes' }, body: [4] }, undefined);
    const answers = [];
    for (let count = 0; count < 5; count++) answers.push(await ask('https://api.example.com/'));
    expect(answers.map((answer) => [answer.status, answer.headers['content-type'], text(answer)])).toEqual([
      [200, 'application/json', '{"id":1}'],
      [200, 'text/plain; charset=utf-8', 'two'],
      [200, 'text/xml; charset=utf-8', '<three/>'],
      [418, 'application/json', '[4]'],
      [204, undefined, ''],
    ]);
    expect(answers[3]?.headers['x-tea']).toBe('yes');
  });

  it('takes an object that merely has a status for a body', async () => {
    const { fake, ask } = await start();
    fake.replies({ status: 'paid' }, { status: 200, id: 7 }, { status: 7 });
    for (const body of ['{"status":"paid"}', '{"status":200,"id":7}', '{"status":7}']) {
      expect(text(await ask('https://api.example.com/'))).toBe(body);
    }
  });

  it('answers by route, on one host where it is told', async () => {
    const { fake, ask } = await start();
    fake.on('GET b.example.com/who', ({ host }: { host: string }) => host).on('GET /who', 'anyone');
    expect(text(await ask('https://a.example.com/who'))).toBe('anyone');
    expect(text(await ask('https://b.example.com/who?x=1'))).toBe('b.example.com');
    fake.replies('queued');
    expect(text(await ask('https://a.example.com/who'))).toBe('queued');
    expect(() => fake.on('who', 'x')).toThrow(/is not a route/);
  });

  it('records what arrived', async () => {
    const { fake, ask } = await start();
    fake.on('POST /a', undefined);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await ask('https://api.example.com/a?x=1&y=1&y=2', { method: 'POST', body: 'q=a+b', headers });
    await ask('https://api.example.com/a', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
    expect(fake.requests).toMatchObject([
      { host: 'api.example.com', path: '/a', query: { x: '1', y: ['1', '2'] }, body: { q: 'a b' }, text: 'q=a+b' },
      { body: '{', query: {} },
    ]);
    expect(Object.keys(fake.requests[0] ?? {})).toContain('bytes');
  });

  it('complains about a request that nobody scripted an answer for', async () => {
    const { fake, ask } = await start();
    expect(await ask('https://api.example.com/a')).toMatchObject({ status: 421 });
    expect(() => fake.check()).toThrow('GET api.example.com/a');
    expect(() => fake.check()).toThrow('GET api.example.com/a');
  });

  it('complains about a script that throws', async () => {
    const { fake, ask } = await start();
    fake.replies(() => {
      throw new Error('a mistake of the test');
    });
    expect(await ask('https://api.example.com/a')).toMatchObject({ status: 421 });
    expect(() => fake.check()).toThrow('a mistake of the test');
  });

  it('misbehaves as it is told', async () => {
    const { fake, ask } = await start();
    const address = 'https://api.example.com/';
    fake.replies(faults.reset());
    await expect(ask(address)).rejects.toMatchObject({ code: 'network' });
    fake.replies(faults.truncated());
    await expect(ask(address)).rejects.toMatchObject({ code: 'network' });
    fake.replies(faults.oversized(1001));
    await expect(ask(address)).rejects.toMatchObject({ code: 'response_too_large' });
    fake.replies(faults.oversized(1000));
    expect((await ask(address)).body.byteLength).toBe(1000);
    fake.replies(faults.malformed());
    expect(text(await ask(address))).toMatch(/^\{/);
    fake.replies(faults.rateLimited(2));
    expect(await ask(address)).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
    fake.replies(faults.delay(30, { late: true }));
    const before = performance.now();
    expect(text(await ask(address))).toBe('{"late":true}');
    expect(performance.now() - before).toBeGreaterThan(25);
    // At the end: on a busy machine the caller may give up before its request has arrived, and the reply then waits for the next.
    fake.replies(faults.hang());
    await expect(ask(address, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
  });
});
