import type { Readable } from 'node:stream';

const maxPrinted = 256 * 1024;
const maxPrintedAtOnce = 2000;

/**
 * Passes on what a plugin prints, a piece at a time and never more than a little in all; a flood must not fill the host's log. A
 * piece that is too long ends with a whole word: of a secret cut in two the host, which knows the secrets, would not recognise the
 * half.
 */
export function forwardOutput(stream: Readable | null, pass: (text: string) => void): void {
  let printed = 0;
  let isCut = false;
  stream?.setEncoding('utf8').on('data', (text: string) => {
    if (printed > maxPrinted) return;
    printed += text.length;
    // The first word may be the rest of one that was dropped.
    const piece = isCut ? text.replace(/^\S*\s*/, '') : text;
    isCut = piece.length > maxPrintedAtOnce;
    pass(isCut ? `${piece.slice(0, maxPrintedAtOnce).replace(/\S*$/, '')}…` : piece.trimEnd());
    if (printed > maxPrinted) pass('It prints a lot; the rest is dropped.');
  });
}
