import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { execute } from './execute.ts';
import { Filter } from './filter.ts';
import { run } from './run.ts';
import { Transform } from './transform.ts';

const Order = z.object({ id: z.string(), items: z.array(z.object({ price: z.number(), quantity: z.number().default(1) })) });

class ToInvoice extends Transform {
  readonly name = 'to-invoice';
  readonly title = 'Make an invoice';
  readonly input = Order;
  readonly output = z.object({ order: z.string(), total: z.number() });
  readonly expression: string = '{ "order": id, "total": $sum(items.(price * quantity)) }';
}

class Large extends Filter {
  readonly name = 'large';
  readonly title = 'Large orders';
  readonly input = z.object({ total: z.unknown().optional(), currency: z.string().default('EUR') });
  readonly condition: string = 'total > 100';
}

class Broken extends Transform {
  readonly name = 'broken';
  readonly title = 'Broken';
  readonly input = z.unknown();
  readonly output = z.unknown();
  readonly expression: string = '1 +';
}

const within = contextWith();

describe('Transform', () => {
  it('runs from code like any action, with checked input and typed output', async () => {
    const { total } = await run(ToInvoice, { id: 'o1', items: [{ price: 5, quantity: 3 }, { price: 2 }] });
    expect(total).toBe(17);
  });

  it('checks its output against its schema', async () => {
    class Wrong extends ToInvoice {
      override readonly expression = '{ "order": 7 }';
    }
    await expect(run(Wrong, { id: 'o1', items: [] })).rejects.toMatchObject({ code: 'unexpected_output', path: 'order' });
  });

  it('names the path of a wrong input', async () => {
    expect(await execute(new ToInvoice(), { id: 'o1' }, within)).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_input', path: 'items' },
    });
  });

  it('gives null where it finds nothing', async () => {
    class Nothing extends Broken {
      override readonly expression = 'missing';
    }
    expect(await run(Nothing, {})).toBeNull();
  });

  it('fails with the position where the expression cannot be read', async () => {
    expect(await execute(new Broken(), {}, within)).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_expression', position: 3 },
    });
  });

  it('is evaluated where the context says', async () => {
    const evaluate = async (expression: string, input: unknown) => ({ expression, input });
    expect(await execute(new Broken(), { a: 1 }, contextWith({ evaluate }))).toEqual({
      outcome: 'success',
      output: { expression: '1 +', input: { a: 1 } },
    });
    class Outer extends Broken {
      override execute(_input: unknown, context: Parameters<Transform['execute']>[1]) {
        return run(Broken, { part: true }, { within: context });
      }
    }
    expect(await execute(new Outer(), {}, contextWith({ evaluate }))).toMatchObject({ output: { input: { part: true } } });
  });
});

describe('Filter', () => {
  it('lets the checked input go on where its condition is true', async () => {
    expect(await execute(new Large(), { total: 101 }, within)).toEqual({
      outcome: 'success',
      output: { total: 101, currency: 'EUR' },
    });
  });

  it.each([{ total: 100 }, {}])('stops where it is false or finds nothing: %o', async (input) => {
    expect(await execute(new Large(), input, within)).toEqual({
      outcome: 'stop',
      reason: 'The condition of large is not met.',
    });
  });

  it.each([
    ['total', 7, 'a value of type number'],
    ['total', 'true', 'a value of type string'],
    ['total', null, 'null'],
    ['total', [true, false], 'a list'],
    ['$', 1, 'a value of type object'],
  ])('fails where the condition %s gives %j', async (condition, total, words) => {
    class Odd extends Large {
      override readonly condition = condition;
    }
    expect(await execute(new Odd(), { total }, within)).toMatchObject({
      outcome: 'fail',
      error: { code: 'expression_failed', detail: expect.stringContaining(words) },
    });
  });

  it('fails where the condition compares what cannot be compared', async () => {
    expect(await execute(new Large(), { total: 'many' }, within)).toMatchObject({ error: { code: 'expression_failed' } });
  });
});
