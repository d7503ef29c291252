import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { cancelled } from './command-error.ts';
import { Prompter } from './prompter.ts';

describe('Prompter', () => {
  let input: PassThrough;
  let output: PassThrough;
  let prompter: Prompter;
  let shown = '';

  beforeEach(() => {
    input = new PassThrough();
    output = new PassThrough();
    shown = '';
    output.on('data', (chunk) => {
      shown += chunk;
    });
    const stopping = new AbortController();
    prompter = new Prompter(input, output, () => stopping.abort(cancelled()), stopping.signal);
  });

  it('shows the question and what is typed', async () => {
    const answer = prompter.ask('Address');
    input.write('http://127.0.0.1\r');
    expect(await answer).toBe('http://127.0.0.1');
    expect(shown).toContain('Address: ');
    expect(shown).toContain('http');
  });

  it('never shows a secret, not even after another question', async () => {
    const name = prompter.ask('Name');
    input.write('ada\r');
    await name;
    const secret = prompter.ask('Secret', { hidden: true });
    input.write('hunter2\r');
    expect(await secret).toBe('hunter2');
    expect(shown).toContain('Secret: ');
    expect(shown).not.toContain('h');
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('ends the command on %s', async (_name, key) => {
    const answer = prompter.ask('Name');
    input.write(key);
    await expect(answer).rejects.toThrow('You stopped the command');
  });

  it.each([
    ['y', true],
    ['YES', true],
    ['', false],
    ['n', false],
  ])('takes "%s" for %s', async (typed, confirmed) => {
    const answer = prompter.confirm('Remove it?');
    input.write(`${typed}\r`);
    expect(await answer).toBe(confirmed);
  });
});
