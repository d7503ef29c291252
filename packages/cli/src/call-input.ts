import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usageError } from './command-error.ts';
import { readStdin } from './read-stdin.ts';
import type { Session } from './session.ts';

/** JSON that an option holds: as it was typed, `@file`, or `-` for stdin. */
export async function readInput(source: string, session: Session, option = '--input'): Promise<unknown> {
  const parse = (json: string, origin: string) => parseJson(json, origin, option);
  if (source === '-') return parse(await readStdin(session), 'What came from stdin');
  if (!source.startsWith('@')) return parse(source, `What ${option} got`);
  const path = resolve(session.directory, source.slice(1));
  try {
    return parse(await readFile(path, 'utf8'), source.slice(1));
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw usageError(`${source.slice(1)} cannot be read (${error.code}).`);
    throw error;
  }
}

function parseJson(json: string, origin: string, option: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageError(`${origin} is not JSON: ${reason}.`, [
      { label: 'Quote it for the shell', command: `${option} '{"key":"value"}'` },
    ]);
  }
}
