import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { shellWord } from '../shell-word.ts';
import type { Connection } from './answers.ts';
import type { HostClient } from './host-client.ts';

const lookAgainMs = 1000;
const streamWithinMs = 2000;
const Failure = z.object({ id: z.string(), code: z.string(), title: z.string(), detail: z.string() });

export interface SignInWait {
  /** As it was before. */
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** Gives somebody the link, once we would hear what becomes of it, and says until when it works. */
  readonly begin: () => Promise<{ readonly expiresAt: string }>;
}

/**
 * Waits until somebody has signed in to a connection, and gives it as it then is. Several hosts may share one database, and the
 * browser may come back to another one: so the host is asked again and again, and its events only tell of failures, and sooner.
 */
export async function waitForSignIn(host: HostClient, { connection, signal, begin }: SignInWait): Promise<Connection> {
  const ending = new AbortController();
  const until = AbortSignal.any([signal, ending.signal]);
  const opened = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  void hearFailure(host, connection, until, opened.resolve).then((error) => error && failed.reject(error));
  try {
    await Promise.race([opened.promise, wait(streamWithinMs, undefined, { signal: until })]);
    const { expiresAt } = await begin();
    return await Promise.race([failed.promise, untilSignedIn(host, connection, expiresAt, until)]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    ending.abort();
  }
}

async function untilSignedIn(host: HostClient, before: Connection, expiresAt: string, signal: AbortSignal): Promise<Connection> {
  while (Date.now() < Date.parse(expiresAt)) {
    await wait(lookAgainMs, undefined, { signal });
    const connection = await host.connection(before.id);
    if (connection.signedInAt !== before.signedInAt) return connection;
  }
  throw signInError(before, {
    code: 'sign_in_expired',
    title: 'The sign-in took too long',
    detail: 'Nobody has finished the sign-in within ten minutes.',
  });
}

/** What a failed sign-in of this connection ends the command with; nothing, where the stream ends first. */
async function hearFailure(
  host: HostClient,
  connection: Connection,
  signal: AbortSignal,
  onOpen: () => void,
): Promise<CommandError | undefined> {
  try {
    for await (const { type, data } of host.events(signal, async () => onOpen())) {
      const failure = type === 'connection.sign_in_failed' ? Failure.safeParse(data).data : undefined;
      if (failure?.id === connection.id) return signInError(connection, failure);
    }
  } catch {
    // The stream was cut off: the sign-in is seen all the same, only its failure is not.
  }
  return undefined;
}

function signInError(
  { name }: Connection,
  { code, title, detail }: Pick<z.infer<typeof Failure>, 'code' | 'title' | 'detail'>,
): CommandError {
  const remedy = { label: 'Sign in again', command: `mortise connections authorize ${shellWord(name)}` };
  return new CommandError(exitCodes.signIn, { code, title, detail, do: [remedy], retryable: false });
}
