import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type TestHost, testHost } from '../host.test-kit.ts';
import { newToken } from '../tenants/tenant.test-kit.ts';

interface ReceivedEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: unknown;
}

/** Follows the stream of a host; `events` grows while it is open. */
async function follow({ host }: Pick<TestHost, 'host'>, headers: Readonly<Record<string, string>> = {}) {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const answer = await fetch(`${host.url}/api/events`, {
    headers: { authorization: `Bearer ${host.adminToken}`, ...headers },
    signal: controller.signal,
  });
  const events: ReceivedEvent[] = [];
  const state = { ended: false };
  const reading = (async () => {
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      events.push(...blocks.filter((block) => block.includes('data:')).map(parse));
    }
    state.ended = true;
  })();
  // A test that is over breaks the stream off.
  reading.catch(() => undefined);
  return { answer, events, state, stop: () => controller.abort() };
}

function parse(block: string): ReceivedEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  return { id: field('id'), event: field('event'), data: JSON.parse(field('data') ?? '') };
}

describe('GET /api/events', () => {
  it('tells what happens to plugins, connections and calls', async () => {
    await using shop = await startDemoShop();
    const host = await testHost({ plugins: [{ application: 'shop', login: 'oauth2' }] });
    const { answer, events } = await follow(host);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');

    const id = await host.connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    await host.call('shop.get', { connection: id, input: { path: '/api/orders' } });
    await host.ask('PATCH', `/api/connections/${id}`, { body: { name: 'renamed' } });
    await host.ask('DELETE', `/api/connections/${id}`);
    await host.project.install({ application: 'crm' });

    await expect
      .poll(() => events.map(({ event }) => event))
      .toEqual(
        expect.arrayContaining([
          'connection.created',
          'call.ended',
          'connection.updated',
          'connection.deleted',
          'plugins.changed',
        ]),
      );
    expect(events.find(({ event }) => event === 'call.ended')?.data).toMatchObject({ action: 'shop.get', outcome: 'success' });
    expect(events.find(({ event }) => event === 'plugins.changed')?.data).toEqual({ added: ['plugin-crm@1.0.0'], removed: [] });
  });

  it('tells those who come back what they have missed', async () => {
    const host = await testHost({ plugins: [{ application: 'crm' }] });
    const first = await follow(host);
    await host.connect('crm', 'one', { url: 'https://one.example.com' });
    await expect.poll(() => first.events).toHaveLength(1);
    first.stop();
    await host.connect('crm', 'two', { url: 'https://two.example.com' });
    await host.connect('crm', 'three', { url: 'https://three.example.com' });

    const second = await follow(host, { 'last-event-id': first.events[0]?.id ?? '' });

    await expect.poll(() => second.events.map(({ data }) => data)).toMatchObject([{ name: 'two' }, { name: 'three' }]);
    const foreign = await follow(host, { 'last-event-id': '00000000-1' });
    await host.connect('crm', 'four', { url: 'https://four.example.com' });
    await expect.poll(() => foreign.events.map(({ data }) => data)).toMatchObject([{ name: 'four' }]);
  });

  it('ends for whoever is not let in any more', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const host = await testHost();
    const { id, token } = await newToken(host, { role: 'viewer' });
    const [stays, goes] = [await follow(host), await follow(host, { authorization: `Bearer ${token}` })];
    await host.ask('DELETE', `/api/tokens/${id}`);
    await vi.advanceTimersByTimeAsync(5000);
    await expect.poll(() => goes.state.ended).toBe(true);
    expect(stays.state.ended).toBe(false);
  });

  it('ends when the host stops', async () => {
    const host = await testHost();
    const { state } = await follow(host);
    await host.host.close();
    await expect.poll(() => state.ended).toBe(true);
  });
});
