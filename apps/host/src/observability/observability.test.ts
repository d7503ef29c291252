import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testHost } from '../host.test-kit.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${trace}-00f067aa0ba902b7-01`;

async function shopAndHost() {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  const host = await testHost({ plugins: [{ application: 'shop', login: 'oauth2' }] });
  const id = await host.connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
  return { shop, id, ...host };
}

describe('The log', () => {
  it('carries the trace of the caller through answer, log and the request to the service', async () => {
    const { shop, call, log } = await shopAndHost();
    const answer = await call('shop.get', { connection: 'main', input: { path: '/api/orders' } }, { headers: { traceparent } });

    expect(answer.headers.get('x-correlation-id')).toBe(trace);
    expect(shop.requests.at(-1)?.headers['traceparent']).toContain(trace);
    await expect
      .poll(() =>
        log()
          .filter(({ correlationId }) => correlationId === trace)
          .map(({ event }) => event)
          .sort(),
      )
      .toEqual(['call', 'exchange', 'request']);
  });

  it('names the correlation of an error as well', async () => {
    const { ask } = await shopAndHost();
    const answer = await ask('GET', '/api/nothing', { headers: { traceparent } });
    expect(answer.body).toMatchObject({ correlationId: trace });
  });

  it('holds named fields only: no address, no header, no body', async () => {
    const { call, log, lines, ask } = await shopAndHost();
    await call('shop.get', { connection: 'main', input: { path: '/api/orders?needle=haystack' } });
    await ask('GET', '/api/actions?query=needle');
    await ask('GET', '/api/actions/needle');
    await expect.poll(() => log().filter(({ event }) => event === 'request').length).toBeGreaterThan(3);

    expect(lines.join('')).not.toContain('needle');
    const fields = (event: string) =>
      new Set(
        log()
          .filter((line) => line['event'] === event)
          .flatMap((line) => Object.keys(line)),
      );
    const common = ['level', 'time', 'event', 'correlationId'];
    expect([...fields('request')].sort()).toEqual([...common, 'method', 'route', 'status', 'durationMs'].sort());
    expect([...fields('exchange')].sort()).toEqual(
      [...common, 'action', 'connection', 'method', 'host', 'status', 'durationMs', 'requestBytes', 'responseBytes'].sort(),
    );
    for (const line of lines) expect(line.trim().split('\n')).toHaveLength(1);
  });
});

describe('GET /metrics', () => {
  it('counts calls, exchanges, requests and plugins', async () => {
    const { shop, call, ask } = await shopAndHost();
    await call('shop.get', { connection: 'main', input: { path: '/api/orders' } });
    shop.fail({ path: '/api', status: 404 });
    await call('shop.get', { connection: 'main', input: { path: '/api/orders' } });

    const { text, headers } = await ask('GET', '/metrics', { headers: { authorization: '' } });

    expect(headers.get('content-type')).toContain('text/plain');
    for (const line of [
      'mortise_calls_total{application="shop",action="shop.get",outcome="success"} 1',
      'mortise_calls_total{application="shop",action="shop.get",outcome="fail"} 1',
      'mortise_call_attempts_total{application="shop",action="shop.get",outcome="success"} 1',
      'mortise_call_duration_seconds_count{application="shop",action="shop.get",outcome="success"} 1',
      'mortise_exchanges_total{application="shop",action="shop.get",status_class="2xx"} 1',
      'mortise_exchanges_total{application="shop",action="shop.get",status_class="4xx"} 1',
      'mortise_http_request_duration_seconds_count{method="POST",route="/api/actions/:id/call",status="200"} 1',
      'mortise_plugins{status="ready"} 1',
      'process_cpu_seconds_total',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/mortise_call_bytes_total\{application="shop",action="shop.get",direction="received"\} \d{3,}/);
  });
});
