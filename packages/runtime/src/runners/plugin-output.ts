import type { Readable } from 'node:stream';

const maxPrinted = 256 * 1024;
const maxPrintedAtOnce = 2000;

/** Passes on what a plugin prints, a piece at a time and never more than a little in all; a flood must not fill the host's log. */
export function forwardOutput(stream: Readable | null, pass: (text: string) => void): void {
  let printed = 0;
  stream?.setEncoding('utf8').on('data', (text: string) => {
    if (printed > maxPrinted) return;
    printed += text.length;
    pass(text.slice(0, maxPrintedAtOnce).trimEnd());
    if (printed > maxPrinted) pass('It prints a lot; the rest is dropped.');
  });
}
