import type { ReportedContract } from '../command-error.ts';
import type { HostError } from './answers.ts';

/** An error of the host as the command line passes it on, with what the person here can do first. */
export function toContract(error: HostError, remedies: ReportedContract['do'] = []): ReportedContract {
  const { code, title, detail, path, retryable, correlationId } = error;
  return {
    code,
    title,
    detail,
    ...(path !== undefined && { path }),
    do: [
      ...remedies,
      ...error.do.map(({ label, command, href }) => ({ label, ...(command && { command }), ...(href && { href }) })),
    ],
    retryable,
    ...(correlationId !== undefined && { correlationId }),
  };
}
