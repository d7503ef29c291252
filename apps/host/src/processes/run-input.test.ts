import { describe, expect, it } from 'vitest';
import { runInput } from './run-input.ts';

const input = {
  type: 'object',
  properties: { id: { type: 'string' }, 'a/b': { type: 'integer', default: 2 } },
  required: ['id'],
  additionalProperties: false,
};

describe('What a run begins with', () => {
  it('has the defaults of its schema', () => {
    expect(runInput({ kind: 'start', input }, { id: '51' })).toEqual({ id: '51', 'a/b': 2 });
  });

  it.each([
    [{}, 'input.id', "must have required property 'id'"],
    [{ id: '51', 'a/b': 'two' }, 'input.a/b', 'must be integer'],
    [{ id: '51', colour: 'red' }, 'input.colour', 'is not among what the schema knows'],
    ['51', 'input', 'must be object'],
  ])('is refused at the field that does not fit: %j', (data, path, message) => {
    const refusal = { code: 'invalid_parameters', path, message: expect.stringContaining(`${path}: ${message}`) };
    expect(() => runInput({ kind: 'start', input }, data)).toThrow(expect.objectContaining(refusal));
  });
});
