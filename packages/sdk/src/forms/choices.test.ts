import { describe, expect, it } from 'vitest';
import { choicesFromOf, choicesInput, choicesOf, fieldsNeeded } from './choices.ts';

const choicesFrom = { action: 'list-stages', value: 'id', label: 'names.0.text' };
const field = { type: 'string', choicesFrom };

describe('The choices of a field', () => {
  it('are read from the items of a page', () => {
    const items = [
      { id: 'a', names: [{ text: 'Open' }] },
      { id: 7, names: [{ text: 'Paid' }] },
      { id: 'b', names: [] },
      { id: 'a', names: [{ text: 'Again' }] },
      { id: null, names: [{ text: 'Nothing' }] },
      { id: { deep: 1 }, names: [] },
      { id: '', names: [] },
      'text',
      null,
    ];
    expect(choicesOf(items, field)).toEqual([
      { value: 'a', label: 'Open' },
      { value: '7', label: 'Paid' },
      { value: 'b', label: 'b' },
    ]);
  });

  it('have labels that fit into a form', () => {
    const [choice] = choicesOf([{ id: 'a', names: [{ text: 'x'.repeat(100_000) }] }], field);
    expect(choice).toEqual({ value: 'a', label: `${'x'.repeat(199)}…` });
  });

  it('have the type of the field, of a list that of its items', () => {
    const items = [{ id: '7' }, { id: 8 }, { id: 'nine' }];
    const numbers = [
      { value: 7, label: '7' },
      { value: 8, label: '8' },
    ];
    expect(choicesOf(items, { type: 'integer', choicesFrom })).toEqual(numbers);
    expect(choicesOf(items, { type: 'array', items: { type: 'number' }, choicesFrom })).toEqual(numbers);
  });

  it('are found where the output of an action holds them', () => {
    const inside = { type: 'string', choicesFrom: { ...choicesFrom, items: 'data.stages' } };
    expect(choicesOf({ data: { stages: [{ id: 'a' }] } }, inside)).toEqual([{ value: 'a', label: 'a' }]);
    expect(choicesOf({ data: null }, inside)).toEqual([]);
    expect(choicesOf({ data: {} }, field)).toEqual([]);
    expect(choicesOf([{ id: 'a' }], { type: 'string' })).toEqual([]);
    expect(choicesFromOf({ choicesFrom: { action: 'x' } })).toBeUndefined();
  });

  it('may depend on what was filled in before', () => {
    const input = { pipelineId: '{pipeline}', limit: 100, filter: [{ account: '{account id}', text: 'a {b} c' }] };
    expect(fieldsNeeded({ input })).toEqual(['pipeline', 'account id']);
    expect(choicesInput({ ...choicesFrom, input }, { pipeline: 7, 'account id': 'x' })).toEqual({
      input: { pipelineId: 7, limit: 100, filter: [{ account: 'x', text: 'a {b} c' }] },
      missing: [],
    });
    expect(choicesInput({ ...choicesFrom, input }, { pipeline: '' }).missing).toEqual(['pipeline', 'account id']);
    expect(choicesInput({ ...choicesFrom, input: { a: '{constructor}' } }, {}).missing).toEqual(['constructor']);
    expect(choicesInput(choicesFrom, {})).toEqual({ input: {}, missing: [] });
  });
});
