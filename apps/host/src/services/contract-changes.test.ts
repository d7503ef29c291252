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
    ['`note` is not taken any more', true, z.object({ sku: z.string(), amount: z.int().optional() })],
    [
      '`day` was added and is required',
      true,
      z.object({ sku: z.string(), amount: z.int().optional(), note: z.string().optional(), day: z.string() }),
    ],
    [
      '`sku` takes other values than before',
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
    ['gives an array instead of an object', true, z.array(z.looseObject({ id: z.string(), total: z.number() }))],
  ])('says of the output that it %s', (change, breaking, output) => {
    const input = z.object({ sku: z.string(), amount: z.int().optional(), note: z.string().optional() });
    expect(contractChanges(before, offering(input, output))).toContainEqual({ action: 'shop.reserve', breaking, change });
  });

  it('says which actions came and went', () => {
    expect(contractChanges(before, offering(z.object({}), z.object({}), 'release'))).toEqual([
      { action: 'shop.reserve', breaking: true, change: 'was removed' },
      { action: 'shop.release', breaking: false, change: 'was added' },
    ]);
  });
});
