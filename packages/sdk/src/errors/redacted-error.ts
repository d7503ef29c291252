import type { MortiseError } from './mortise-error.ts';
import { ReportedError } from './reported-error.ts';

/** The same error, with the secrets taken out of what it says. */
export function redactedError(error: MortiseError, redact: (text: string) => string): ReportedError {
  const contract = error.toJSON();
  return new ReportedError({ ...contract, detail: redact(contract.detail) });
}
