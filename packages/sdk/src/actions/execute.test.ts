import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { NetworkError } from '../errors/network-error.ts';
import { RateLimitError } from '../errors/rate-limit-error.ts';
import { get } from '../http/request.ts';
import { Action, type ActionContext } from './action.ts';
import { Connector } from './connector.ts';
import { execute, toOutcome } from './execute.ts';
import { fail, limit, page, retry, route, stop, success } from './outcome.ts';

/** An action that does what the test says. */
class Step extends Connector {
  readonly name = 'step';
  readonly title = 'Step';
  readonly input = z.object({ items: z.array(z.object({ quantity: z.int().default(1) })).default([]) });
  readonly output: z.ZodType = z.unknown();
  readonly #run: (input: unknown, context: ActionContext) => unknown;

  constructor(run: (input: unknown, context: ActionContext) => unknown, output?: z.ZodType) {
    super();
    this.#run = run;
    if (output) this.output = output;
  }

  async execute(input: unknown, context: ActionContext) {
    return this.#run(input, context);
  }
}

const run = (does: (input: unknown, context: ActionContext) => unknown, output?: z.ZodType) =>
  execute(new Step(does, output), {}, contextWith());

describe('execute', () => {
  it('gives the action its input as the schema made it', async () => {
    const step = new Step((input) => input);
    expect(await execute(step, { items: [{}], surplus: true }, contextWith())).toEqual({
      outcome: 'success',
      output: { items: [{ quantity: 1 }] },
    });
  });

  it('names the path of an input that does not fit, and sends nothing', async () => {
    let sent = 0;
    const context = contextWith({
      send: async () => {
        sent++;
        return { status: 200, headers: {}, body: new Uint8Array() };
      },
    });
    const step = new Step((_input, { send }) => send(get('/')));
    const outcome = await execute(step, { items: [{ quantity: 1 }, { quantity: 'many' }] }, context);
    expect(outcome).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_input', path: 'items[1].quantity', detail: expect.stringContaining('items[1].quantity: ') },
    });
    expect(await execute(step, undefined, context)).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_input', path: '' },
    });
    expect(sent).toBe(0);
  });

  it('gives the output as its schema made it, and names the path of one that does not fit', async () => {
    const output = z.object({ id: z.string(), tags: z.array(z.string()) });
    expect(await run(() => ({ id: '1', tags: [], surplus: 1 }), output)).toEqual({
      outcome: 'success',
      output: { id: '1', tags: [] },
    });
    expect(await run(() => ({ id: '1', tags: ['a', 2] }), output)).toMatchObject({
      outcome: 'fail',
      error: { code: 'unexpected_output', path: 'tags[1]', retryable: false },
    });
    expect(await run(() => undefined, output)).toMatchObject({ outcome: 'fail', error: { code: 'unexpected_output', path: '' } });
  });

  it('waits for schemas that are asynchronous', async () => {
    const output = z.object({ id: z.string().refine(async (id) => id === 'right', 'must be right') });
    expect(await run(() => ({ id: 'right' }), output)).toMatchObject({ outcome: 'success' });
    expect(await run(() => ({ id: 'wrong' }), output)).toMatchObject({ outcome: 'fail', error: { path: 'id' } });
    expect(await run(() => page([{ id: 'right' }, { id: 'wrong' }]), output)).toMatchObject({
      outcome: 'fail',
      error: { path: 'id' },
    });
  });

  it('takes the outcomes that an action chooses', async () => {
    const output = z.object({ id: z.string() });
    const item = { id: '1', surplus: 1 };
    expect(await run(() => success(item), output)).toEqual({ outcome: 'success', output: { id: '1' } });
    expect(await run(() => route(['vip'], item), output)).toEqual({ outcome: 'route', to: ['vip'], output: { id: '1' } });
    expect(await run(() => page([item], 'next'), output)).toEqual({ outcome: 'page', items: [{ id: '1' }], cursor: 'next' });
    expect(await run(() => page([]), output)).toEqual({ outcome: 'page', items: [] });
    expect(await run(() => stop('done'), output)).toEqual({ outcome: 'stop', reason: 'done' });
    expect(await run(() => stop(), output)).toEqual({ outcome: 'stop' });
    expect(await run(() => limit(5), output)).toEqual({ outcome: 'limit', afterMs: 5 });
    expect(await run(() => fail('no'), output)).toMatchObject({
      outcome: 'fail',
      error: { code: 'action_failed', detail: 'no' },
    });
    expect(await run(() => retry('later', { afterMs: 5, maxAttempts: 2 }), output)).toMatchObject({
      outcome: 'retry',
      afterMs: 5,
      maxAttempts: 2,
      error: { code: 'retry_later', detail: 'later', retryable: true },
    });
  });

  it('checks what is chosen like any output', async () => {
    const output = z.object({ id: z.string() });
    for (const chosen of [success({}), route(['a'], {}), page([{ id: '1' }, {}])]) {
      expect(await run(() => chosen, output)).toMatchObject({
        outcome: 'fail',
        error: { code: 'unexpected_output', path: 'id' },
      });
    }
  });

  it.each([
    { outcome: 'stop' },
    { outcome: 'fail', error: { code: 'x' } },
    { outcome: 'retry', afterMs: 1 },
    { outcome: 'page', items: [] },
    JSON.parse(JSON.stringify(stop('over'))),
  ])('takes an output that merely looks like an outcome for an output: %j', async (output) => {
    expect(await run(() => output)).toEqual({ outcome: 'success', output });
  });

  it('gives outcomes that can be sent to another process', async () => {
    for (const chosen of [success({ a: 1 }), page([1], 'next'), retry('later'), stop('over')]) {
      const outcome = await run(() => chosen);
      expect(structuredClone(outcome)).toEqual(outcome);
    }
  });

  it.each([
    [new Error('broken'), 'Error: broken'],
    [new TypeError('odd'), 'TypeError: odd'],
    ['text', "It threw 'text', which is not an Error."],
    [undefined, 'It threw undefined, which is not an Error.'],
    [null, 'It threw null, which is not an Error.'],
    [Symbol('s'), 'It threw Symbol(s), which is not an Error.'],
    [Object.create(null), 'It threw [Object: null prototype] {}, which is not an Error.'],
  ])('makes a failed message of whatever is thrown: %s', async (thrown, detail) => {
    const outcome = await run(() => {
      throw thrown;
    });
    expect(outcome).toMatchObject({ outcome: 'fail', error: { code: 'action_failed', detail, retryable: false } });
  });

  it('never throws, not even for what cannot be written as JSON', async () => {
    const circular: Record<string, unknown> = { big: 1n };
    circular['self'] = circular;
    const outcome = await run(() => Promise.reject(circular));
    expect(outcome).toMatchObject({ outcome: 'fail', error: { code: 'action_failed' } });
    expect(() => JSON.stringify(outcome)).not.toThrow();
  });

  it('catches what throws before it waits for anything', async () => {
    class Hasty extends Action {
      readonly kind = 'connector';
      readonly name = 'hasty';
      readonly title = 'Hasty';
      readonly input = z.object({});
      readonly output = z.object({});
      execute(): never {
        throw new Error('at once');
      }
    }
    expect(await execute(new Hasty(), {}, contextWith())).toMatchObject({ outcome: 'fail', error: { detail: 'Error: at once' } });
  });
});

describe('toOutcome', () => {
  it('runs again where the type of an error says that this can help', () => {
    expect(toOutcome(new NetworkError('gone'))).toMatchObject({ outcome: 'retry', error: { code: 'network', detail: 'gone' } });
    expect(toOutcome(new NetworkError('gone'))).not.toHaveProperty('afterMs');
    expect(toOutcome(new RateLimitError('slow', 7000))).toMatchObject({ outcome: 'retry', afterMs: 7000 });
  });
});
