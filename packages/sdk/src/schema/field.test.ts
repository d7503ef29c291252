import { describe, expect, it } from 'vitest';
import { readField } from './field.ts';

describe('readField', () => {
  it('follows names and positions', () => {
    expect(readField({ errors: [{ message: 'No such order' }] }, 'errors.0.message')).toBe('No such order');
  });

  it.each(['errors.1.message', 'missing.name', 'errors.length.x', 'text.0'])('finds nothing at %s', (path) => {
    expect(readField({ errors: [{}], text: 'abc' }, path)).toBeUndefined();
  });

  it.each(['constructor.name', '__proto__.toString', 'toString'])('does not look at what is inherited: %s', (path) => {
    expect(readField({}, path)).toBeUndefined();
  });

  it('counts from the end of a list, but not of anything else', () => {
    expect(readField({ data: [{ id: 'a' }, { id: 'b' }] }, 'data.-1.id')).toBe('b');
    expect(readField(['a', 'b'], '-2')).toBe('a');
    expect(readField({ data: [] }, 'data.-1.id')).toBeUndefined();
    expect(readField({ data: ['a'] }, 'data.-2')).toBeUndefined();
    expect(readField({ data: { '-1': 'own name' } }, 'data.-1')).toBe('own name');
    expect(readField({ data: 'text' }, 'data.-1')).toBeUndefined();
  });

  it('finds a field whose own name holds dots', () => {
    expect(readField({ '@odata.nextLink': 'x' }, '@odata.nextLink')).toBe('x');
  });
});
