import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { forwardOutput } from './plugin-output.ts';

it('cuts between words, so that the host can recognise every secret in what is left', () => {
  const passed: string[] = [];
  const stream = new PassThrough();
  forwardOutput(stream, (text) => passed.push(text));

  stream.write(`${'word '.repeat(399)}hunter2-secret-key half-a`);
  stream.write('-secret and more\n');
  stream.write('a line of its own\n');

  expect(passed).toEqual([`${'word '.repeat(399)}…`, 'and more', 'a line of its own']);
});
