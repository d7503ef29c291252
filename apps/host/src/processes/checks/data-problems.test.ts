import type { JsonSchema } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentOf, shopCatalogue } from './catalogue.test-kit.ts';
import { dataProblems } from './data-problems.ts';

const given = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'output' });
const taken = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input' });

const Order = z.object({
  id: z.string(),
  total: z.number(),
  email: z.string().optional(),
  lines: z.array(z.object({ sku: z.string() })),
});
const catalogue = shopCatalogue({
  'list-orders': { kind: 'batch', output: { type: 'array', items: given(Order) } },
  'get-order': { output: given(Order) },
  'get-anything': { output: {} },
  invoice: { input: taken(z.strictObject({ id: z.string(), total: z.number(), email: z.string().optional() })) },
  mail: {
    input: taken(z.object({ email: z.string(), body: z.object({ text: z.string(), size: z.number().optional() }).optional() })),
  },
  count: { input: taken(z.object({ id: z.number() })) },
  choose: { input: taken(z.object({ by: z.union([z.object({ id: z.string() }), z.object({ email: z.string() })]) })) },
});

/** What there is to say about an action that follows `before`. */
function problems(action: string, input: unknown, before = 'shop.get-order', more: object = {}) {
  const steps = {
    start: { kind: 'start', input: taken(z.strictObject({ orderId: z.string() })) },
    fetch: { kind: 'action', action: before, input: { id: '1' } },
    next: { kind: 'action', action, ...(input !== undefined && { input }) },
    ...more,
  };
  const document = documentOf(steps, [
    ['start', 'fetch'],
    ['fetch', 'next'],
  ]);
  return dataProblems(document, catalogue)
    .filter(({ step }) => step === 'next')
    .map(({ severity, code, path }) => `${severity} ${code} ${path?.replace('steps.next.input', '')}`);
}

describe('What arrives at an action without an input of its own', () => {
  it('fits where every property does', () => {
    expect(problems('shop.mail', undefined, 'shop.get-anything')).toEqual([]);
    const steps = {
      start: { kind: 'start', input: taken(z.object({ id: z.string(), total: z.number() })) },
      next: { kind: 'action', action: 'shop.invoice' },
    };
    expect(dataProblems(documentOf(steps, [['start', 'next']]), catalogue)).toEqual([]);
  });

  it('does not where types clash, or where something is given that is not taken', () => {
    expect(problems('shop.count', undefined)).toEqual(['error type_clash .id']);
    expect(problems('shop.invoice', undefined)).toEqual(['error field_unknown .lines']);
  });

  it('may not where a property can be left out', () => {
    expect(problems('shop.mail', undefined)).toEqual(['warning field_missing .email']);
  });

  it('is one item of a batch', () => {
    expect(problems('shop.count', undefined, 'shop.list-orders')).toEqual(['error type_clash .id']);
  });

  it('is followed through steps that change nothing', () => {
    const steps = {
      start: { kind: 'start', input: taken(z.strictObject({ orderId: z.string() })) },
      large: { kind: 'filter', condition: 'data.orderId = "1"' },
      ways: { kind: 'route' },
      next: { kind: 'action', action: 'shop.mail' },
    };
    const document = documentOf(steps, [
      ['start', 'large'],
      ['large', 'ways'],
      ['ways', 'next'],
    ]);
    expect(dataProblems(document, catalogue)).toMatchObject([
      {
        severity: 'error',
        code: 'field_missing',
        step: 'next',
        path: 'steps.next.input.email',
        message: expect.stringContaining('"start"'),
      },
    ]);
  });

  it('is known where a schedule says it', () => {
    const scheduled = (data: unknown) => {
      const steps = { start: { kind: 'schedule', cron: '* * * * *', data }, next: { kind: 'action', action: 'shop.mail' } };
      return dataProblems(documentOf(steps, [['start', 'next']]), catalogue).map(({ code, path }) => `${code} ${path}`);
    };
    expect(scheduled({ email: 'ada@example.com' })).toEqual([]);
    expect(scheduled({ email: 7 })).toEqual(['type_clash steps.next.input.email']);
    expect(scheduled(undefined)).toEqual(['field_missing steps.next.input.email']);
  });

  it('may be what arrived at a step that failed and went on', () => {
    const fetch = { kind: 'action', action: 'shop.get-anything', onFailure: 'continue' };
    expect(problems('shop.mail', undefined, '', { fetch })).toEqual(['warning field_missing .email']);
  });
});

describe('The input of an action', () => {
  it('fits where its values and its expressions do', () => {
    expect(problems('shop.invoice', { id: '=data.id', total: '=data.total * 2' })).toEqual([]);
    expect(problems('shop.mail', '=data.whatever.it & "is"')).toEqual([]);
    expect(problems('shop.choose', { by: { id: '=data.id' } })).toEqual([]);
    expect(problems('shop.mail', { email: '==a text' })).toEqual([]);
  });

  it('does not where something is left out, is too much, or has another type', () => {
    expect(problems('shop.invoice', { id: '=data.id' })).toEqual(['error field_missing .total']);
    expect(problems('shop.invoice', { id: 1, total: '=data.total', colour: 'red' })).toEqual([
      'error field_unknown .colour',
      'error type_clash .id',
    ]);
    expect(problems('shop.mail', { email: 'a', body: { size: '=data.total' } })).toEqual(['error field_missing .body.text']);
    expect(problems('shop.choose', { by: 7 })).toEqual(['error type_clash .by']);
  });

  it('does not where a path leads to another type, or to nothing', () => {
    expect(problems('shop.count', { id: '=data.id' })).toEqual(['error type_clash .id']);
    expect(problems('shop.invoice', { id: '=data.number', total: '=data.total' })).toEqual(['error field_unknown .id']);
    expect(problems('shop.invoice', { id: '=data.id', total: '=steps.start.orderId' })).toEqual(['error type_clash .total']);
    expect(problems('shop.mail', { email: '=data.email', body: { text: 'x', size: '=data.weight' } })).toEqual([
      'warning field_unknown .body.size',
    ]);
  });

  it('is all literal where it belongs to a trigger', () => {
    const shop = shopCatalogue({
      'new-orders': { kind: 'poll', input: taken(z.strictObject({ status: z.enum(['open', 'paid']) })) },
    });
    const steps = { start: { kind: 'poll', action: 'shop.new-orders', input: { status: '=data' } } };
    expect(dataProblems(documentOf(steps), shop)).toMatchObject([{ code: 'input_invalid', path: 'steps.start.input.status' }]);
  });
});

describe('What is made to take long', () => {
  it('does not: schemas that contain themselves', () => {
    const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: '#' }]));
    const endless = { type: 'object', properties: { ...properties, id: { type: 'string' } }, required: [...names, 'id'] };
    const circular = { anyOf: [{ $ref: '#' }, { $ref: '#/anyOf/0' }] };
    const shop = shopCatalogue({
      get: { output: endless },
      put: { input: { ...endless, description: 'another' } },
      any: { input: circular },
    });
    const call = (action: string) => ({ kind: 'action', action });
    const steps = { start: { kind: 'start' }, get: call('shop.get'), put: call('shop.put'), any: call('shop.any') };
    const document = documentOf(steps, [
      ['start', 'get'],
      ['get', 'put'],
      ['get', 'any'],
    ]);
    const startedAt = performance.now();
    expect(dataProblems(document, shop)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('does not: ways that part and join again and again', () => {
    const rounds = Array.from({ length: 200 }, (_, index) => index);
    const route = { kind: 'route' };
    const steps = Object.fromEntries(
      rounds.flatMap((n) => [
        [`a${n}`, route],
        [`b${n}`, route],
        [`c${n}`, route],
      ]),
    );
    const edges = rounds.flatMap(
      (n) =>
        [
          [`a${n}`, `b${n}`],
          [`a${n}`, `c${n}`],
          [`b${n}`, `a${n + 1}`],
          [`c${n}`, `a${n + 1}`],
        ] as const,
    );
    const ends = { start: { kind: 'start', input: { type: 'string' } }, a200: { kind: 'action', action: 'shop.count' } };
    const document = documentOf({ ...steps, ...ends }, [['start', 'a0'], ...edges]);
    const startedAt = performance.now();
    expect(dataProblems(document, catalogue)).toMatchObject([{ code: 'type_clash', step: 'a200' }]);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
