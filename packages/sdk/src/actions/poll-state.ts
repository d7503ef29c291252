import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InputError } from '../errors/input-error.ts';
import { OutputError } from '../errors/output-error.ts';

/**
 * How many keys are remembered. Those of the last answer always are, since an overlapping window gives the same items again; then the
 * most recent of earlier answers, for services whose windows jump back. In 12 characters each they take 120,000.
 */
export const maxKeys = 10_000;

/** 72 bits: among 10,000 keys the chance that any two of them meet is below one in a trillion. */
const hashLength = 12;

/** Escaped as JSON it can take six times as much, and the whole state stays below 256 KiB. */
const longestSince = 4000;

/** What one poll leaves to the next. */
export interface PollState {
  readonly since: string | undefined;
  /** Hashes, the most recent first. */
  readonly keys: readonly string[];
}

const StoredState = z.strictObject({
  version: z.literal(1),
  since: z.string().max(longestSince).exactOptional(),
  keys: z
    .string()
    .max(maxKeys * hashLength)
    .regex(/^(?:[\w-]{12})*$/),
});

export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, hashLength);
}

/** Throws an InputError for text that {@link writePollState} did not write. */
export function readPollState(cursor: string | undefined): PollState | undefined {
  if (cursor === undefined) return undefined;
  const { data } = StoredState.safeParse(parse(cursor));
  if (!data) {
    throw new InputError(
      'cursor',
      'This is not the state that an earlier poll gave. Poll once without it: that takes stock, and the next poll gives what is new.',
    );
  }
  return { since: data.since, keys: data.keys.match(/.{12}/g) ?? [] };
}

/** Throws an OutputError for a `since` that is too long. */
export function writePollState({ since, keys }: PollState): string {
  if (since !== undefined && since.length > longestSince) {
    throw new OutputError(
      'since',
      `The service gave a position of ${since.length} characters, more than the ${longestSince} that are kept.`,
    );
  }
  const stored: z.infer<typeof StoredState> = {
    version: 1,
    ...(since !== undefined && { since }),
    keys: keys.slice(0, maxKeys).join(''),
  };
  return JSON.stringify(stored);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
