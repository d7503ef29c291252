import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { text } from '../application/form.ts';
import { select } from '../application/select.ts';
import { checkInput } from './check-input.ts';

const input = z.object({
  kind: select('Kind', { text: 'Text', file: 'File' }).default('text'),
  text: text('Text', { showIf: { kind: 'text' } }),
  file: text('File', { showIf: { kind: 'file' } }),
  format: text('Format', { showIf: { kind: 'file' } }).default('pdf'),
});

describe('An input with conditions', () => {
  it('is given to the action without what is hidden', () => {
    expect(checkInput(input, { kind: 'text', text: 'a', file: 7 })).toEqual({ kind: 'text', text: 'a' });
    expect(checkInput(input, { kind: 'file', text: 'a', file: 'b' })).toEqual({ kind: 'file', file: 'b', format: 'pdf' });
  });

  it.each([
    [{}, 'text'],
    [{ kind: 'file' }, 'file'],
    [{ kind: 'file', file: 7 }, 'file'],
    [{ kind: 'other', text: 'a' }, 'kind'],
    ['text', ''],
    [null, ''],
  ])('is refused where it lacks what is shown: %j', (value, path) => {
    expect(() => checkInput(input, value)).toThrow(expect.objectContaining({ code: 'invalid_input', path }));
  });

  it('may have a schema that takes its time, or that JSON Schema cannot describe', async () => {
    const slow = input.refine(async () => true);
    expect(await checkInput(slow, { text: 'a', file: 'b' })).toEqual({ kind: 'text', text: 'a' });
    const at = new Date();
    expect(checkInput(z.object({ at: z.date() }), { at })).toEqual({ at });
  });
});
