import { Application, CustomAction, definePlugin, type Schema } from '@mortise/sdk';
import { describePlugin, type Manifest } from '@mortise/sdk/manifest';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contractChanges } from './contract-changes.ts';

class Shop extends Application {
  readonly name = 'shop';
  readonly title = 'Shop';
  readonly description = 'A fixture.';

  baseUrl() {
    return 'https://service.invalid';
  }
}

/** What a service with one action offers. */
function offering(input: Schema, output: Schema, name = 'reserve'): Manifest[] {
  class Reserve extends CustomAction {
    readonly name = name;
    readonly title = 'Reserve';
    readonly input = input;
    readonly output = output;

    execute() {
      return {};
    }
  }
  return [describePlugin(definePlugin({ application: Shop, actions: [Reserve] }), { sdk: '^1.0.0' })];
}

const before = offering(
  z.object({ sku: z.string(), amount: z.int().optional(), note: z.string().optional() }),
  z.looseObject({ id: z.string(), total: z.number() }),
);

const of = (lines: z.ZodType) => z.object({ lines });

/** The same offers with a JSON Schema that zod does not write. */
function taking(lines: unknown): Manifest[] {
  return edited(before, { input: { type: 'object', properties: { lines } } });
}

function repeated(offers: readonly Manifest[], repeatable: boolean): Manifest[] {
  return edited(offers, { repeatable });
}

function edited(offers: readonly Manifest[], facts: Partial<Manifest['actions'][number]>): Manifest[] {
  return offers.map((offer) => ({ ...offer, actions: offer.actions.map((action) => ({ ...action, ...facts })) }));
}

describe('contractChanges()', () => {
  it('finds nothing where nothing that matters changed', () => {
    const described = z.object({
      sku: z.string().meta({ title: 'SKU' }),
      amount: z.int().optional(),
      note: z.string().optional(),
    });
    expect(contractChanges(before, offering(described, z.looseObject({ total: z.number(), id: z.string() })))).toEqual([]);
  });

  it.each([
    ['`amount` became required', true, z.object({ sku: z.string(), amount: z.int(), note: z.string().optional() })],
    [
      '`sku` may be left out now',
      false,
      z.object({ sku: z.string().optional(), amount: z.int().optional(), note: z.string().optional() }),
    ],
    [
      '`sku` became an integer, it was a string',
      true,
      z.object({ sku: z.int(), amount: z.int().optional(), note: z.string().optional() }),
    ],
    ['`note` was removed', false, z.object({ sku: z.string(), amount: z.int().optional() })],
    [
      '`day` was added and is required',
      true,
      z.object({ sku: z.string(), amount: z.int().optional(), note: z.string().optional(), day: z.string() }),
    ],
    [
      '`sku` takes fewer values than before',
      true,
      z.object({ sku: z.string().min(3), amount: z.int().optional(), note: z.string().optional() }),
    ],
  ])('says of the input that %s', (change, breaking, input) => {
    expect(contractChanges(before, offering(input, z.looseObject({ id: z.string(), total: z.number() })))).toEqual([
      { action: 'shop.reserve', breaking, change },
    ]);
  });

  it.each([
    ['does not give `total` any more', true, z.looseObject({ id: z.string() })],
    ['gives `day` too', false, z.looseObject({ id: z.string(), total: z.number(), day: z.string() })],
    ['`total` of the output became a string, it was a number', true, z.looseObject({ id: z.string(), total: z.string() })],
    ['does not always give `total` any more', true, z.looseObject({ id: z.string(), total: z.number().optional() })],
    ['the output became an array, it was an object', true, z.array(z.looseObject({ id: z.string(), total: z.number() }))],
  ])('says of the output: %s', (change, breaking, output) => {
    const input = z.object({ sku: z.string(), amount: z.int().optional(), note: z.string().optional() });
    expect(contractChanges(before, offering(input, output))).toContainEqual({ action: 'shop.reserve', breaking, change });
  });

  const line = z.object({ total: z.int(), unit: z.enum(['kg', 'm']).optional() });
  const byCard = z.object({ kind: z.literal('card'), number: z.string() });
  const byBank = z.object({ kind: z.literal('bank'), iban: z.string() });
  const eitherWay = z.discriminatedUnion('kind', [byCard, byBank]);

  it.each<[string, boolean, Schema, Schema]>([
    [
      '`lines[].total` was removed',
      true,
      of(z.array(z.strictObject(line.shape))),
      of(z.array(z.strictObject(line.omit({ total: true }).shape))),
    ],
    ['`lines[].total` was removed', false, of(z.array(line)), of(z.array(line.omit({ total: true })))],
    ['`lines.city` became required', true, of(z.object({ city: z.string().optional() })), of(z.object({ city: z.string() }))],
    [
      '`lines[].total` became a number, it was an integer',
      false,
      of(z.array(line)),
      of(z.array(line.extend({ total: z.number() }))),
    ],
    ['`lines` became an integer, it was a number', true, of(z.number()), of(z.int())],
    ['`lines` became a number, it was an integer', true, of(z.int()), of(z.number().min(3))],
    ['`lines` became "a" or "b", it was a string', true, of(z.string()), of(z.enum(['a', 'b']))],
    ['`lines` does not take "b" any more', true, of(z.enum(['a', 'b'])), of(z.enum(['a']))],
    ['`lines` takes "b" too', false, of(z.enum(['a'])), of(z.enum(['a', 'b']))],
    ['`lines` takes null too', false, of(z.string()), of(z.string().nullable())],
    ['`lines` does not take an object with `kind` "bank" any more', true, of(eitherWay), of(byCard)],
    ['`lines` takes an object with `kind` "bank" too', false, of(byCard), of(eitherWay)],
    [
      '`lines.iban` may be left out now in an object with `kind` "bank"',
      false,
      of(eitherWay),
      of(z.discriminatedUnion('kind', [byBank.partial({ iban: true }), byCard])),
    ],
    [
      '`lines.*` became a string, it was a number',
      true,
      of(z.record(z.string(), z.number())),
      of(z.record(z.string(), z.string())),
    ],
    ['`lines` refuses unknown properties now', true, of(line), of(z.strictObject(line.shape))],
    ['`lines` takes more values than before', false, of(z.string().max(3)), of(z.string().max(5))],
    ['`constructor` was added', false, z.object({}), z.object({ constructor: z.string().optional() })],
    ['`lines` takes other values than before', true, of(z.tuple([z.string()])), of(z.tuple([z.int()]))],
    ['the input takes "b" too', false, z.literal('a'), z.literal(['a', 'b'])],
  ])('follows the input: %s (breaking: %s)', (change, breaking, was, is) => {
    const nothing = z.object({});
    expect(contractChanges(offering(was, nothing), offering(is, nothing))).toEqual([
      { action: 'shop.reserve', breaking, change },
    ]);
  });

  it.each<[string, boolean, Schema, Schema]>([
    ['does not give `lines[].total` any more', true, of(z.array(line)), of(z.array(line.omit({ total: true })))],
    ['gives `lines[].total` too', false, of(z.array(line.omit({ total: true }))), of(z.array(line))],
    [
      'does not always give `lines.city` any more',
      true,
      of(z.object({ city: z.string() })),
      of(z.object({ city: z.string().optional() })),
    ],
    ['`lines` of the output became a number, it was an integer', true, of(z.int()), of(z.number())],
    ['`lines` of the output became an integer, it was a number', false, of(z.number()), of(z.int())],
    ['`lines` of the output may hold fewer values than before', false, of(z.int()), of(z.int().positive())],
    ['`lines` of the output may be "b" too', true, of(z.enum(['a'])), of(z.enum(['a', 'b']))],
    ['`lines` of the output is not "b" any more', false, of(z.enum(['a', 'b'])), of(z.enum(['a']))],
    ['`lines` of the output may be null too', true, of(z.string()), of(z.string().nullable())],
    ['does not give `lines.*` any more', true, of(z.record(z.string(), z.int())), of(z.strictObject({}))],
  ])('follows the output: %s (breaking: %s)', (change, breaking, was, is) => {
    const nothing = z.object({});
    expect(contractChanges(offering(nothing, was), offering(nothing, is))).toEqual([
      { action: 'shop.reserve', breaking, change },
    ]);
  });

  it('takes the order of values and of variants for nothing', () => {
    const [was, is] = [of(eitherWay), of(z.discriminatedUnion('kind', [byBank, byCard]))];
    expect(contractChanges(offering(was, was), offering(is, is))).toEqual([]);
    expect(contractChanges(offering(of(z.enum(['a', 'b'])), was), offering(of(z.enum(['b', 'a'])), was))).toEqual([]);
  });

  it.each([
    [{ $ref: '#/$defs/line' }, { $ref: '#/$defs/lines' }],
    [{ not: { type: 'string' } }, { not: { type: 'number' } }],
    [{ patternProperties: { '^x-': {} } }, { patternProperties: {} }],
    [{ type: 3 }, { type: 4 }],
  ])('falls back to a difference where it cannot follow %j', (was, is) => {
    expect(contractChanges(taking(was), taking(is))).toEqual([
      { action: 'shop.reserve', breaking: true, change: '`lines` takes other values than before' },
    ]);
  });

  it.each([
    ['`lines` became an array, it was ["a"]', false, { type: 'array' }],
    ['`lines` became an array, it was ["a"]', true, { type: 'array', items: { type: 'integer' } }],
    ['`lines` became an object, it was ["a"]', true, { type: 'object' }],
  ])('takes a list for an array: %s (breaking: %s)', (change, breaking, is) => {
    const was = { const: ['a'] };
    expect(contractChanges(taking(was), taking(is))).toEqual([{ action: 'shop.reserve', breaking, change }]);
  });

  it('says that an action is no longer repeated', () => {
    const change = { action: 'shop.reserve', breaking: false, change: 'is no longer repeated after a loss' };
    expect(contractChanges(before, repeated(before, false))).toEqual([change]);
    expect(contractChanges(repeated(before, true), repeated(before, false))).toEqual([change]);
    expect(contractChanges(repeated(before, false), before)).toEqual([]);
  });

  it('says which actions came and went', () => {
    expect(contractChanges(before, offering(z.object({}), z.object({}), 'release'))).toEqual([
      { action: 'shop.reserve', breaking: true, change: 'was removed' },
      { action: 'shop.release', breaking: false, change: 'was added' },
    ]);
  });
});
