import { describe, expect, it } from 'vitest';
import { placeOf } from './error-place.ts';
import { JsonSchemaCheck } from './json-schema-check.ts';

const line = {
  type: 'object',
  properties: { id: {}, 'a/b~c': { type: 'string' } },
  required: ['id'],
  additionalProperties: false,
};
const check = JsonSchemaCheck.of({ type: 'object', properties: { lines: { type: 'array', items: line } } });

describe('The place of an error', () => {
  it.each([
    [{ lines: 'none' }, ['lines']],
    [{ lines: [{ id: 1, 'a/b~c': 1 }] }, ['lines', '0', 'a/b~c']],
    [{ lines: [{}] }, ['lines', '0', 'id']],
    [{ lines: [{ id: 1, colour: 'red' }] }, ['lines', '0', 'colour']],
    ['none', []],
  ])('of %j is %j', (value, place) => {
    expect(check.problems(value).map(placeOf)).toEqual([place]);
  });
});
