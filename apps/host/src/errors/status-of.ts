/** The HTTP status of each error code of the host's own. The README shows the same table. */
const hostStatuses: ReadonlyMap<string, number> = new Map([
  ['malformed_json', 400],
  ['malformed_request', 400],
  ['no_choices', 400],
  ['sign_in_unknown', 400],
  ['sign_in_expired', 400],
  ['sign_in_misdirected', 400],
  ['sign_in_outdated', 400],
  ['sign_in_other_server', 400],
  ['unauthorized', 401],
  ['webhook_signature', 401],
  ['csrf_refused', 403],
  ['forbidden', 403],
  ['origin_refused', 403],
  ['sign_in_denied', 403],
  ['sign_in_other_browser', 403],
  ['route_not_found', 404],
  ['action_not_found', 404],
  ['application_not_found', 404],
  ['connection_not_found', 404],
  ['client_not_found', 404],
  ['logo_not_found', 404],
  ['file_not_found', 404],
  ['run_not_found', 404],
  ['message_not_found', 404],
  ['failed_message_not_found', 404],
  ['job_not_found', 404],
  ['tenant_not_found', 404],
  ['token_not_found', 404],
  ['service_not_found', 404],
  ['process_not_found', 404],
  ['version_not_found', 404],
  ['webhook_not_found', 404],
  ['delivery_not_found', 404],
  ['method_not_allowed', 405],
  ['request_timeout', 408],
  ['name_taken', 409],
  ['changed_meanwhile', 409],
  ['no_browser_sign_in', 409],
  ['no_oauth_client', 409],
  ['tenant_needed', 409],
  ['not_published', 409],
  ['process_paused', 409],
  ['idempotency_key_used', 409],
  ['run_ended', 409],
  ['run_cancelled', 409],
  ['step_missing', 409],
  ['job_ended', 409],
  ['secret_not_chosen', 409],
  ['body_too_large', 413],
  ['unsupported_media_type', 415],
  ['invalid_settings', 422],
  ['invalid_parameters', 422],
  ['connection_required', 422],
  ['connection_mismatch', 422],
  ['process_invalid', 422],
  ['not_importable', 422],
  ['invalid_expression', 422],
  ['expression_failed', 422],
  ['expression_too_slow', 422],
  ['expression_too_large', 422],
  ['rate_limit', 429],
  ['too_many_waiting', 429],
  ['too_many_deliveries', 429],
  ['too_many_tries', 429],
  ['headers_too_large', 431],
  ['cancelled', 499],
  ['internal', 500],
  ['secrets_unreadable', 500],
  ['expression_unavailable', 503],
  ['file_store_failed', 503],
  ['keys_unavailable', 503],
  ['webhook_paused', 503],
  ['webhook_unavailable', 503],
]);

/** HTTP statuses of how calls ended. A plugin may have chosen the code, so none of these says anything about the host. */
const outcomeStatuses: ReadonlyMap<string, number> = new Map([
  // A plugin that was removed between two attempts.
  ['action_not_found', 404],
  // A webhook: the service calls it.
  ['not_callable', 409],
  ['invalid_input', 422],
  ['invalid_settings', 422],
  ['budget_spent', 429],
  ['rate_limit', 429],
  ['cancelled', 499],
  // What a call under way met with in the host itself.
  ['secrets_unreadable', 500],
  ['keys_unavailable', 503],
  ['service_offline', 503],
  ['service_unavailable', 503],
  ['retry_later', 503],
  ['timeout', 504],
]);

/** Whatever else goes wrong went wrong behind the host: in a plugin or in the service it talks to. */
const behindTheHost = 502;

export function statusOf(code: string): number {
  return hostStatuses.get(code) ?? behindTheHost;
}

export function statusOfOutcome(code: string): number {
  return outcomeStatuses.get(code) ?? behindTheHost;
}
