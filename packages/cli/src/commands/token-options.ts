import { type Command, InvalidArgumentError, Option } from 'commander';
import { collect } from '../command.ts';
import type { CreatedAccessToken } from '../host/answers.ts';
import type { NewAccessToken } from '../host/host-client.ts';
import type { Terminal } from '../terminal.ts';

export interface TokenOptions {
  readonly role: string;
  readonly scope?: readonly string[];
  readonly days?: number | 'never';
}

const dayMs = 24 * 60 * 60 * 1000;

/** What a new access token may do, and for how long. */
export function addTokenOptions(command: Command, role: string): Command {
  return command
    .addOption(new Option('--role <role>', 'what it may do').choices(['viewer', 'editor', 'admin']).default(role))
    .option('--scope <part>', 'limit it to a part of the API, such as actions (may be repeated)', collect)
    .option('--days <number>', 'how long it is good, or never for no end (default: 90)', readDays);
}

export function newToken(name: string, { role, scope, days }: TokenOptions): NewAccessToken {
  return {
    name,
    role,
    ...(scope && { scopes: scope }),
    ...(days !== undefined && { expiresAt: days === 'never' ? null : new Date(Date.now() + days * dayMs).toISOString() }),
  };
}

/** Prints the token alone to stdout, where a script takes it from. */
export function answerToken<Data extends object>(terminal: Terminal, data: Data, token: CreatedAccessToken, of = ''): void {
  terminal.answer(data, () => token.token);
  const end = token.expiresAt === undefined ? 'without an end' : `until ${token.expiresAt.slice(0, 10)}`;
  terminal.note(`token  "${token.name}"${of}, ${token.role}, ${end}. It is shown this once: keep it where secrets are kept.`);
}

function readDays(text: string): number | 'never' {
  if (text === 'never') return text;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days > 0) return days;
  throw new InvalidArgumentError('It takes a number of days from 1 to 9999, or never.');
}
