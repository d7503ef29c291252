import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, usageError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { isPort } from '../port.ts';
import type { Session } from '../session.ts';
import { HostClient } from './host-client.ts';
import { HostTransport } from './host-transport.ts';

/** Holds the address of the host that `mortise start` runs on a data directory. */
export const addressFile = 'address';

/** The host that was named, else the one of this folder, with the token that belongs to it. */
export async function openHost(session: Session): Promise<HostClient> {
  const { options, signal, terminal } = session;
  const address = options.host === undefined ? await localAddress(session) : readAddress(options.host);
  const isLocal = isLoopback(new URL(address).hostname);
  if (!isLocal && address.startsWith('http:'))
    terminal.warn(`${address} is not encrypted: others on the way can read the token.`);
  return new HostClient(new HostTransport({ address, token: await findToken(session, isLocal), signal }));
}

export async function localAddress({ dataDirectory, surroundings: { env } }: Session): Promise<string> {
  const noted = await readText(join(dataDirectory, addressFile));
  if (noted !== undefined && URL.canParse(noted)) return new URL(noted).origin;
  const port = env['MORTISE_PORT'] || '4310';
  if (!isPort(port)) throw invalidPort(port);
  return `http://127.0.0.1:${Number(port)}`;
}

/** The administrator's token lies in the data directory; it opens this machine's host only and is sent to no other. */
export async function findToken(
  { dataDirectory, surroundings: { env } }: Session,
  isLocal: boolean,
): Promise<string | undefined> {
  if (env['MORTISE_TOKEN']) return env['MORTISE_TOKEN'];
  if (!isLocal) return undefined;
  return env['MORTISE_ADMIN_TOKEN'] || readText(join(dataDirectory, 'admin.token'));
}

function invalidPort(port: string): CommandError {
  return new CommandError(exitCodes.usage, {
    code: 'invalid_port',
    title: 'MORTISE_PORT is not right',
    detail: `MORTISE_PORT=${port} is no port: it takes a number from 0 to 65535.`,
    do: [
      { label: 'Take the default, 4310', command: 'unset MORTISE_PORT' },
      { label: 'Name the host', command: 'add --host http://127.0.0.1:<port> to the command' },
    ],
    retryable: false,
  });
}

function readAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url.href.replace(/\/$/, '');
  throw usageError('--host takes an address such as http://127.0.0.1:4310, with nothing secret in it.');
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** The text of a small file; `undefined` where there is none that this user may read. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) return undefined;
    throw error;
  }
}
