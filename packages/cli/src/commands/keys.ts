import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { KeyRotation } from '../host/answers.ts';
import type { Session } from '../session.ts';

export function keysCommand(session: Session): Command {
  return defineCommand('keys', 'Change the master key that seals secrets; for the operator of the host', [
    'mortise keys rotate',
  ]).addCommand(rotateCommand(session));
}

function rotateCommand(session: Session): Command {
  return defineCommand('rotate', 'Seal everything under the current master key, or a new one where the host makes its own', [
    'mortise keys rotate',
    'mortise keys rotate --json',
  ]).action(() => rotate(session));
}

async function rotate(session: Session): Promise<void> {
  const { terminal } = session;
  const rotation = await (await session.host()).rotateKeys();
  terminal.answer(rotation, () => describe(rotation).join('\n'));
  if (rotation.failed.length > 0) session.exitCode = exitCodes.checkFailed;
  terminal.next('mortise doctor');
}

function describe({ keyId, rewrapped, failed, retired }: KeyRotation): string[] {
  if (rewrapped + failed.length + retired.length === 0) {
    return [
      `Nothing to do: all is under ${keyId}, the only master key that the host has.`,
      'For another one, start the host with the new key in MORTISE_MASTER_KEY and this one in MORTISE_PREVIOUS_MASTER_KEYS, then rotate.',
    ];
  }
  const moved = `${rewrapped} ${rewrapped === 1 ? 'connection, client or webhook has' : 'connections, clients and webhooks have'} moved to the master key ${keyId}.`;
  if (failed.length > 0) {
    return [moved, `The keys of these could not be opened, and are as they were: ${failed.join(', ')}.`];
  }
  if (retired.length === 0) return [moved];
  return [
    moved,
    `Nothing needs ${retired.join(', ')} any more, but backups of the database from before. Keep a copy of the new key.`,
  ];
}
