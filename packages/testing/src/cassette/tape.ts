import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** One request and its answer, as a cassette keeps them. */
export const Interaction = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    host: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    /** JSON or a form as a value, otherwise text. */
    body: z.unknown().optional(),
  }),
  response: z.strictObject({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    /** How `body` is written: a value, text, or bytes as base64. */
    kind: z.enum(['json', 'text', 'base64']),
    body: z.unknown().optional(),
  }),
});
export type Interaction = z.infer<typeof Interaction>;

const Tape = z.strictObject({ interactions: z.array(Interaction) });

/** Reads a cassette. Throws an Error that says how to record one where there is none. */
export function readTape(path: string): Interaction[] {
  if (!existsSync(path)) {
    throw new Error(`There is no cassette ${path}. Record it against the real service with MORTISE_RECORD=1.`);
  }
  const { data, error } = Tape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!data) throw new Error(`The cassette ${path} is damaged. Record it again with MORTISE_RECORD=1. ${z.prettifyError(error)}`);
  return data.interactions;
}

export function writeTape(interactions: readonly Interaction[]): string {
  return `${JSON.stringify({ interactions }, null, 2)}\n`;
}
