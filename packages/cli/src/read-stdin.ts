import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Session } from './session.ts';

/** Everything that comes from stdin, until it ends or the command is to end. */
export function readStdin({ surroundings: { stdin }, signal }: Session): Promise<string> {
  return text(addAbortSignal(signal, stdin));
}
