/** How the command ends, for scripts. Never renumbered. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Done, but somebody has to do something before it works. */
  needsYou: 3,
  notFound: 4,
  signIn: 5,
  hostUnreachable: 6,
  checkFailed: 7,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const notFoundErrors = new Set([
  'action_not_found',
  'application_not_found',
  'client_not_found',
  'connection_not_found',
  'delivery_not_found',
  'failed_message_not_found',
  'job_not_found',
  'process_not_found',
  'run_not_found',
  'service_not_found',
  'version_not_found',
  'tenant_not_found',
  'token_not_found',
  'webhook_not_found',
]);
const usageErrors = new Set([
  'invalid_input',
  'invalid_settings',
  'invalid_parameters',
  'connection_required',
  'connection_mismatch',
  'name_taken',
  'not_importable',
  'no_browser_sign_in',
  'no_oauth_client',
]);

/** The exit code for an error of the host, by its code and the status of the answer it came in. */
export function exitCodeOf(code: string, httpStatus: number): ExitCode {
  if (notFoundErrors.has(code)) return exitCodes.notFound;
  if (code === 'sign_in_failed' || httpStatus === 401 || httpStatus === 403) return exitCodes.signIn;
  if (code === 'process_invalid') return exitCodes.checkFailed;
  return usageErrors.has(code) ? exitCodes.usage : exitCodes.failed;
}
