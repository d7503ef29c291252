import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';

export function unreachable(address: string, cause: unknown): CommandError {
  return new CommandError(
    exitCodes.hostUnreachable,
    {
      code: 'host_unreachable',
      title: 'The host does not answer',
      detail: `Nothing answers at ${address}. Start a host, or name another one with --host.`,
      do: [
        { label: 'Start it here', command: 'mortise start' },
        { label: 'Find out more', command: 'mortise doctor' },
      ],
      retryable: true,
    },
    { cause },
  );
}

export function tooLate(address: string, timeoutMs: number): CommandError {
  return new CommandError(exitCodes.hostUnreachable, {
    code: 'host_timeout',
    title: 'The host takes too long',
    detail: `${address} accepted the request and did not answer within ${Math.round(timeoutMs / 1000)} s.`,
    do: [{ label: 'See whether it is well', command: 'mortise doctor' }],
    retryable: true,
  });
}

export function notMortise(address: string, detail: string): CommandError {
  return new CommandError(exitCodes.failed, {
    code: 'unexpected_answer',
    title: 'That does not answer like a Mortise host of this version',
    detail: `${address}: ${detail}`,
    do: [{ label: 'Find out more', command: 'mortise doctor' }],
    retryable: false,
  });
}

export function repeatedCursor(): CommandError {
  return new CommandError(exitCodes.failed, {
    code: 'repeated_cursor',
    title: 'The pages would never end',
    detail: 'The action gave the same cursor twice. What was printed so far is complete up to there.',
    do: [{ label: 'Get single pages', command: 'leave out --all and use --cursor' }],
    retryable: false,
  });
}
