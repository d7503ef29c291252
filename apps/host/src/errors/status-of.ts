/** The HTTP status of each error code of the host's own. The README shows the same table. */
const hostStatuses: ReadonlyMap<string, number> = new Map([
  ['malformed_json', 400],
  ['malformed_request', 400],
  ['unauthorized', 401],
  ['origin_refused', 403],
  ['route_not_found', 404],
  ['action_not_found', 404],
  ['application_not_found', 404],
  ['connection_not_found', 404],
  ['logo_not_found', 404],
  ['request_timeout', 408],
  ['name_taken', 409],
  ['changed_meanwhile', 409],
  ['body_too_large', 413],
  ['unsupported_media_type', 415],
  ['invalid_settings', 422],
  ['invalid_parameters', 422],
  ['connection_required', 422],
  ['connection_mismatch', 422],
  ['rate_limit', 429],
  ['headers_too_large', 431],
  ['internal', 500],
]);

/** The same for the outcome of a call, whose code a plugin may have chosen: none of these says anything about the host. */
const outcomeStatuses: ReadonlyMap<string, number> = new Map([
  // A plugin that was removed between two attempts.
  ['action_not_found', 404],
  ['invalid_input', 422],
  ['invalid_settings', 422],
  ['rate_limit', 429],
  ['cancelled', 499],
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
