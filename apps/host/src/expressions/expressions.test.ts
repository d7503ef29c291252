import { describe, expect, it } from 'vitest';
import { testHost } from '../host.test-kit.ts';

const endless = '($f := function(){ $f() }; $f())';

async function host() {
  const { ask, ...rest } = await testHost();
  const evaluate = (body: object, signal?: AbortSignal) =>
    ask('POST', '/api/expressions/evaluate', { body, ...(signal && { signal }) });
  return { ask, evaluate, ...rest };
}

describe('POST /api/expressions/evaluate', () => {
  it('gives what a transform would', async () => {
    const { evaluate } = await host();
    expect(
      await evaluate({ expression: '{ "total": $sum(items.price) }', input: { items: [{ price: 2 }, { price: 3 }] } }),
    ).toMatchObject({
      status: 200,
      body: { output: { total: 5 }, durationMs: expect.any(Number) },
    });
    expect((await evaluate({ expression: 'missing', input: {} })).body).toMatchObject({ output: null });
    expect((await evaluate({ expression: '1 + 1' })).body).toMatchObject({ output: 2 });
  });

  it('gives what a filter would', async () => {
    const { evaluate } = await host();
    const filter = (expression: string) => evaluate({ expression, input: { total: 7 }, kind: 'filter' });
    expect((await filter('total > 5')).body).toMatchObject({ output: true });
    expect((await filter('total > 10')).body).toMatchObject({ output: false });
    expect((await filter('missing > 10')).body).toMatchObject({ output: false });
    expect(await filter('total')).toMatchObject({ status: 422, body: { code: 'expression_failed' } });
  });

  it.each([
    ['1 +', 'invalid_expression', { position: 3 }],
    ['', 'invalid_expression', { position: 0 }],
    ['name + 1', 'expression_failed', { position: 6 }],
    ['$pad("x", 2000000)', 'expression_too_large', {}],
    [endless, 'expression_too_slow', {}],
  ])('says what is wrong with %j', async (expression, code, facts) => {
    const { evaluate } = await host();
    expect(await evaluate({ expression, input: { name: 'Ada' } })).toMatchObject({ status: 422, body: { code, ...facts } });
  });

  it.each([
    [{}, 'expression'],
    [{ expression: 7 }, 'expression'],
    [{ expression: ' '.repeat(32_769) }, 'expression'],
    [{ expression: '1', kind: 'route' }, 'kind'],
  ])('refuses a body that does not fit: %#', async (body, path) => {
    const { evaluate } = await host();
    expect(await evaluate(body)).toMatchObject({ status: 422, body: { code: 'invalid_parameters', path } });
  });

  it('needs a token', async () => {
    const { ask } = await host();
    const answer = await ask('POST', '/api/expressions/evaluate', {
      body: { expression: '1' },
      headers: { authorization: '' },
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('goes on answering while endless expressions run', async () => {
    const { ask, evaluate } = await host();
    await evaluate({ expression: '1' });
    const slow = [evaluate({ expression: endless }), evaluate({ expression: endless })];
    expect((await Promise.race([...slow, ask('GET', '/api/actions')])).status).toBe(200);
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([422, 422]);
  });

  it('closes with the host, whatever is being evaluated', async () => {
    const { evaluate, host: running } = await host();
    const slow = evaluate({ expression: endless }).catch(() => undefined);
    await running.close(100);
    await slow;
  });

  it('is part of the OpenAPI document', async () => {
    const { ask } = await host();
    expect((await ask('GET', '/api/openapi.json')).body).toMatchObject({
      paths: { '/api/expressions/evaluate': { post: { requestBody: { required: true } } } },
    });
  });
});
