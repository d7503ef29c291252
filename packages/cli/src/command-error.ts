import type { ErrorContract } from '@mortise/sdk';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { nearest } from './nearest.ts';

/** What the error contract of the host adds to that of the SDK. */
export interface ReportedContract extends ErrorContract {
  readonly correlationId?: string | undefined;
}

/** Ends a command: what its user reads, and the exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly contract: ReportedContract;
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, contract: ReportedContract, options?: ErrorOptions) {
    super(contract.detail, options);
    this.exitCode = exitCode;
    this.contract = contract;
  }
}

/** What was typed does not make sense. */
export function usageError(detail: string, remedies: ErrorContract['do'] = []): CommandError {
  return new CommandError(exitCodes.usage, {
    code: 'usage',
    title: 'The command is not complete or not right',
    detail,
    do: remedies,
    retryable: false,
  });
}

export function cancelled(): CommandError {
  return new CommandError(exitCodes.cancelled, {
    code: 'cancelled',
    title: 'Cancelled',
    detail: 'You stopped the command before it was done.',
    do: [],
    retryable: true,
  });
}

/** Something of this name is not there. Suggests the name that was most likely meant. */
export function notFound(
  kind: string,
  name: string,
  known: readonly string[],
  command: (meant: string) => string,
  otherwise = 'mortise list',
): CommandError {
  const meant = nearest(name, known);
  return new CommandError(exitCodes.notFound, {
    code: `${kind}_not_found`,
    title: `There is no such ${kind}`,
    detail: `There is no ${kind} "${name}".`,
    do: [
      ...(meant === undefined ? [] : [{ label: `Did you mean ${meant}?`, command: command(meant) }]),
      { label: 'See what there is', command: otherwise },
    ],
    retryable: false,
  });
}
