import { usageError } from '../command-error.ts';
import type { Session } from '../session.ts';

/** `--secret -` and `--secret-env`. */
export interface SecretOptions {
  readonly secret?: string;
  readonly secretEnv?: string;
}

/** The one secret that a command takes, from a hidden prompt, stdin or the environment; nothing where none is given. */
export async function readSecret(
  session: Session,
  title: string,
  { secret, secretEnv }: SecretOptions,
): Promise<string | undefined> {
  if (secretEnv !== undefined) {
    const value = session.surroundings.env[secretEnv];
    if (!value) throw usageError(`--secret-env: the environment variable ${secretEnv} is not set.`);
    return value;
  }
  if (secret === undefined) return undefined;
  if (secret !== '-') {
    throw usageError('A command line can be read by others on this machine and stays in its history.', [
      { label: 'Read the secret from stdin', command: '--secret -' },
      { label: 'Read it from the environment', command: '--secret-env VARIABLE' },
    ]);
  }
  if (session.terminal.isInteractive) return session.prompter().ask(title, { hidden: true });
  const { StdinLines } = await import('./stdin-lines.ts');
  const line = await new StdinLines(session).next();
  if (!line) throw usageError('--secret - found nothing on stdin.');
  return line;
}
